package io.foodflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first steps of a company that depend on several services. */
class FirstStepsTest {

    @Test
    void knowsTheFirstSiteFromTheGraph() {
        try (var platform = TestPlatform.startOn(
                TestDatabases.create(), TestPlatform.temporaryHome(), List.of(GraphPlaces.class))) {
            var tenant = platform.newTenant();
            assertThat(site(platform, tenant)).isEqualTo("open");
            var writer = platform.as(tenant, "node:write", "node:read");
            assertThat(writer.post("/graph/nodes", "{\"kind\":\"supplier\",\"key\":\"urn:farm:1\",\"name\":\"Farm\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(site(platform, tenant)).as("a supplier is no place").isEqualTo("open");

            var made = writer.post(
                    "/graph/nodes", "{\"kind\":\"location\",\"key\":\"urn:plant:1\",\"name\":\"The first plant\"}");
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            assertThat(site(platform, tenant)).isEqualTo("done");
            assertThat(site(platform, platform.newTenant())).isEqualTo("open");
        }
    }

    private static String site(TestPlatform platform, Tenant tenant) {
        var steps = platform.as(tenant, "tenant:read")
                .get("/tenants/%s/onboarding".formatted(tenant.id()))
                .json()
                .path("steps");
        return steps.valueStream()
                .filter(step -> step.path("step").asString().equals("site"))
                .map(step -> step.path("state").asString())
                .findFirst()
                .orElse("absent");
    }
}
