package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.testkit.TestDatabases;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The address of a given database is fixed, and so a copied home of the embedded server would use the original's. */
class GivenDatabaseTest {

    @Test
    void isRefusedWithTheEmbeddedServer() {
        var empty = TestDatabases.create();
        var beside = TestDatabases.create();
        var given = new DatabaseServer(empty.url(), empty.user(), empty.password(), false);
        var tenant = new Tenant(
                new TenantId(UUID.randomUUID()),
                "acme",
                "Acme",
                "enterprise",
                Tenant.Status.ACTIVE,
                new Tenant.Branding(null, null));

        assertThat(unfit(given, beside, false, tenant)).isEmpty();
        assertThat(unfit(given, beside, true, tenant))
                .hasValueSatisfying(why -> assertThat(why).contains("cannot be used with the embedded server"));
    }

    private static Optional<String> unfit(
            DatabaseServer given, TestDatabases.TestDatabase shared, boolean embedded, Tenant tenant) {
        return GivenDatabase.unfit(
                given, new DatabaseServer(shared.url(), shared.user(), shared.password(), embedded), tenant, null);
    }
}
