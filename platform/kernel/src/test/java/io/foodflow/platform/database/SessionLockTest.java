package io.foodflow.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionLockTest {

    private static final TestDatabase DATABASE = TestDatabases.create();

    @Test
    void letsOneWorkAtATimeUnderAKey() {
        var done = SessionLock.alone(SessionLockTest::connect, "key", () -> {
            assertThat(SessionLock.unlessTaken(SessionLockTest::connect, "key", () -> {}))
                    .isFalse();
            assertThat(SessionLock.unlessTaken(SessionLockTest::connect, "another", () -> {}))
                    .isTrue();
            assertThatThrownBy(() -> SessionLock.alone(
                            SessionLockTest::connect, "key", Duration.ofMillis(1), () -> "not reached"))
                    .isInstanceOf(SessionLock.Taken.class)
                    .hasMessageContaining("key");
            return "done";
        });

        assertThat(done).isEqualTo("done");
        assertThat(SessionLock.unlessTaken(SessionLockTest::connect, "key", () -> {}))
                .as("the lock ends with the work")
                .isTrue();
    }

    @Test
    void endsWithAFailureOfTheWorkToo() {
        assertThatThrownBy(() -> SessionLock.unlessTaken(SessionLockTest::connect, "failing", () -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(SessionLock.unlessTaken(SessionLockTest::connect, "failing", () -> {}))
                .isTrue();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
    }
}
