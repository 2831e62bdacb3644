package io.foodflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditServiceTest {

    @Test
    void keepsItsTablesInTheSchemaOfTheTenant() {
        var tenant = AuditPlatform.get().newTenant();
        assertThat(AuditPlatform.query("select to_regclass('%s.auditor_links')".formatted(tenant.schema())))
                .containsExactly(tenant.schema() + ".auditor_links");
    }
}
