package io.foodflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {

    private static final Path HOME = TestPlatform.temporaryHome();
    private static TestPlatform platform;
    private static Tenant tenant;

    private final UUID session = UUID.randomUUID();

    @BeforeAll
    static void start() {
        platform = TestPlatform.startOn(TestDatabases.create(), HOME);
        tenant = platform.newTenant();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void refusesTheTokensOfASessionOnceItsEndIsCommitted() {
        var api = tokenOf(tenant);
        var other = tokenOf(platform.newTenant());
        assertThat(api.get("/jobs").status()).isEqualTo(200);
        end();
        assertThat(api.get("/jobs").status()).isEqualTo(401);
        assertThat(other.get("/jobs").status())
                .as("a session of that id in another tenant")
                .isEqualTo(200);
    }

    @Test
    void keepsASessionWhoseEndWasRolledBack() {
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> platform.bean(UnitOfWork.class).write(change -> {
                            platform.bean(EndedSessions.class).end(session);
                            throw new IllegalStateException("after all");
                        })))
                .hasMessage("after all");
        LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
        assertThat(tokenOf(tenant).get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void hearsOfSessionsThatAnotherProcessEnded() {
        try (var other = TestPlatform.startOn(platform.database(), HOME)) {
            var token = token(tenant);
            var there = other.anonymous().with("Authorization", "Bearer " + token);
            assertThat(there.get("/jobs").status()).isEqualTo(200);
            end();
            for (int look = 0; look < 200 && there.get("/jobs").status() == 200; look++) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            assertThat(there.get("/jobs").status()).isEqualTo(401);
        }
    }

    private void end() {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    platform.bean(EndedSessions.class).end(session);
                    change.nothing();
                    return true;
                }));
    }

    private Api tokenOf(Tenant of) {
        return platform.anonymous().with("Authorization", "Bearer " + token(of));
    }

    private String token(Tenant of) {
        return platform.bean(AccessTokens.class)
                .forUser(UUID.randomUUID(), "a@b.de", of.id(), Set.of(), Set.of("job:read"), session)
                .token();
    }
}
