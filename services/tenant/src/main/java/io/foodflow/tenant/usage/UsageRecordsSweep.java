package io.foodflow.tenant.usage;

import io.foodflow.platform.jobs.Sweep;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes recorded usage away that is older than thirteen months. Its counters stay. Nobody records for a month that long
 * ago, so an id that is free again makes nothing count twice.
 */
final class UsageRecordsSweep implements Sweep {

    private static final Duration KEPT = Duration.ofDays(396);

    private final JdbcClient jdbc;

    UsageRecordsSweep(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int sweep(Instant now, int rows) {
        return jdbc.sql("""
                        delete from usage_records where id in
                          (select id from usage_records where recorded_at < ? limit ?)
                        """).params(Timestamp.from(now.minus(KEPT)), rows).update();
    }
}
