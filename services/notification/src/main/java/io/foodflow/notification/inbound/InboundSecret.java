package io.foodflow.notification.inbound;

import io.foodflow.notification.sending.WebhookSignature;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the current tenant's own mail system signs the mails by that it hands on. Thread-safe. */
final class InboundSecret {

    private static final Duration OVERLAP = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final MasterKey masterKey;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    InboundSecret(JdbcClient jdbc, MasterKey masterKey, UnitOfWork work, Clock clock, SecureRandom random) {
        this.jdbc = jdbc;
        this.masterKey = masterKey;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** When it was made; empty if there is none. */
    Optional<Instant> rotatedAt() {
        return work.read(() -> jdbc.sql("select rotated_at from notification_inbound")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant));
    }

    /** Makes another one, which is told this once; the one before counts for a day more. */
    String rotate() {
        var secret = WebhookSignature.newSecret(random);
        var now = clock.instant();
        return work.write(change -> {
            jdbc.sql("""
                            insert into notification_inbound (sealed, rotated_at) values (:sealed, :now)
                            on conflict (only_one) do update set previous = notification_inbound.sealed,
                              previous_until = :until, sealed = excluded.sealed, rotated_at = excluded.rotated_at
                            """)
                    .param("sealed", masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), about()))
                    .param("now", Timestamp.from(now))
                    .param("until", Timestamp.from(now.plus(OVERLAP)))
                    .update();
            change.record(new InboundSecretRotated(CallContext.currentTenant().id()), null, null);
            return secret;
        });
    }

    /** Those that count now, the newest first. */
    List<String> secrets() {
        var now = clock.instant();
        return work.read(() -> jdbc.sql("select * from notification_inbound")
                .query((row, n) -> {
                    var until = row.getTimestamp("previous_until");
                    boolean both = until != null && until.toInstant().isAfter(now);
                    return Stream.of(opened(row.getBytes("sealed")), both ? opened(row.getBytes("previous")) : "")
                            .filter(secret -> !secret.isEmpty())
                            .toList();
                })
                .optional()
                .orElse(List.of()));
    }

    private String opened(byte @Nullable [] sealed) {
        return sealed == null ? "" : new String(masterKey.open(sealed, about()), StandardCharsets.UTF_8);
    }

    private static String about() {
        return "inbound mail of " + CallContext.currentTenant().id();
    }
}
