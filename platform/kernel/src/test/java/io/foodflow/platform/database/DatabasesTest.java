package io.foodflow.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabasesTest {

    private static final String URL = "jdbc:postgresql://db.example:5433/foodflow?sslmode=require";

    @Test
    void tellsSubscriptionsWhereAServerIs() {
        assertThat(Databases.connectionString(new DatabaseServer(URL, "admin", "it's", false)))
                .isEqualTo(
                        "host='db.example' port='5433' dbname='foodflow' user='admin' password='it\\'s' sslmode='require'");
    }

    @Test
    void letsTheEmbeddedServerFindItselfSoThatACopyOfItFindsTheCopy() {
        assertThat(Databases.connectionString(new DatabaseServer(URL, "admin", "secret", true)))
                .isEqualTo("service=foodflow dbname='foodflow'");
    }

    @Test
    void hasOnePasswordOfTheApplicationWhereverItsDatabasesAre() {
        var shared = new DatabaseServer(URL, "admin", "one", false);
        var elsewhere = new DatabaseServer("jdbc:postgresql://east/foodflow_east", "other", "another", false);

        assertThat(new PlatformSchema(elsewhere, shared).applicationPassword())
                .isEqualTo(new PlatformSchema(shared).applicationPassword());
        assertThat(PlatformSchema.dedicatedState(shared))
                .isNotEqualTo(PlatformSchema.dedicatedState(elsewhere))
                .doesNotContain(new PlatformSchema(shared).applicationPassword());
    }

    @Test
    void noticesThatTheApplicationHasAnotherPasswordOnAServer() throws Exception {
        var east = TestDatabases.create();
        var settings = new PlacementSettings(
                true,
                Map.of("east", new PlacementSettings.Location(east.url(), east.user(), east.password())),
                2,
                1,
                100,
                10,
                0,
                0,
                false,
                1,
                1,
                1);

        try (var databases =
                new Databases(new DatabaseServer(URL, "admin", "of another installation", false), settings)) {
            assertThat(databases.refusesApplication("east")).isTrue();
        }
    }
}
