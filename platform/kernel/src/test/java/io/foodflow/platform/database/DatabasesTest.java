package io.foodflow.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

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
}
