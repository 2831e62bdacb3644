package io.foodflow.audit.signing;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The current tenant's certification. Thread-safe. */
final class Certifications {

    private static final String SELECT =
            "select certified_on, signatory, sent_to, reference, version, updated_at from signing_certification";

    private final JdbcClient jdbc;
    private final UnitOfWork work;
    private final Clock clock;

    Certifications(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.clock = clock;
    }

    Certification get() {
        return work.read(
                () -> jdbc.sql(SELECT).query(Certifications::certification).single());
    }

    Certification replace(
            @Nullable String ifMatch,
            LocalDate certifiedOn,
            String signatory,
            String sentTo,
            @Nullable String reference) {
        return work.write(change -> {
            var before = jdbc.sql(SELECT + " for update")
                    .query(Certifications::certification)
                    .single();
            Versions.requireMatch(ifMatch, before.version());
            jdbc.sql("""
                            update signing_certification set certified_on = :on, signatory = :signatory, sent_to = :to,
                              reference = :reference, version = version + 1, updated_at = :now
                            """)
                    .param("on", certifiedOn)
                    .param("signatory", signatory)
                    .param("to", sentTo)
                    .param("reference", reference, Types.VARCHAR)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            var after = jdbc.sql(SELECT).query(Certifications::certification).single();
            change.record(new UseOfSignaturesCertified(certifiedOn, sentTo), before, after);
            return after;
        });
    }

    private static Certification certification(ResultSet row, int number) throws SQLException {
        return new Certification(
                row.getObject("certified_on", LocalDate.class),
                row.getString("signatory"),
                row.getString("sent_to"),
                row.getString("reference"),
                row.getLong("version"),
                row.getTimestamp("updated_at").toInstant());
    }
}
