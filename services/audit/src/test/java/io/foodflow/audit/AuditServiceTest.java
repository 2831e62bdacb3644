package io.foodflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditServiceTest {

    @Test
    void keepsItsTablesInTheSchemaOfTheTenant() {
        var tenant = AuditPlatform.get().newTenant();
        assertThat(AuditPlatform.query("select to_regclass('%s.audit_exports')".formatted(tenant.schema())))
                .containsExactly(tenant.schema() + ".audit_exports");
    }
}
