package io.foodflow.notification.subscriptions;

import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SigningAlarmsTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();

    private final Tenant tenant = PLATFORM.newTenant();
    private final UUID anna = administrator();

    /** As the audit service tells it. */
    private record SigningRefused(String recordType, String recordId, UUID userId, String meaning, String reason)
            implements DomainEvent {

        @Override
        public String resourceType() {
            return recordType;
        }

        @Override
        public String resourceId() {
            return recordId;
        }
    }

    private UUID administrator() {
        var id = user(tenant, "viewer");
        query(
                "update %1$s.user_roles set role_id = (select id from %1$s.roles where name = 'tenant_admin') where user_id = '%2$s'"
                        .formatted(tenant.schema(), id));
        return id;
    }

    private void refused(String reason) {
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class)
                        .write(change -> change.record(
                                new SigningRefused("node", "lot " + reason, UUID.randomUUID(), "review", reason),
                                null,
                                null)));
        PLATFORM.deliverEvents(tenant);
    }

    private JsonNode inbox() {
        return PLATFORM.as(anna, tenant).get("/notifications").json().path("items");
    }

    @Test
    void tellsAdministratorsOfMisuseWithoutASubscription() {
        var viewer = user(tenant, "viewer");
        refused("proof_refused");
        refused("held");
        refused("second_person");
        assertThat(inbox().findValuesAsString("topic")).containsExactly("signing.refused", "signing.refused");
        assertThat(inbox().get(1).path("text").asString()).contains("lot proof_refused", "reason: proof_refused");
        assertThat(PLATFORM.as(viewer, tenant).get("/notifications").json().path("items"))
                .isEmpty();
    }

    @Test
    void tellsEachOnceHoweverOftenItArrives() {
        refused("locked");
        query("update %s.consumer_positions set seq = 0 where consumer = 'notification.signing-alarms'"
                .formatted(tenant.schema()));
        PLATFORM.deliverEvents(tenant);
        assertThat(inbox()).hasSize(1);
    }
}
