package io.foodflow.notification.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.api.AccountRules;
import io.foodflow.identity.api.IdentityApi;
import io.foodflow.identity.api.UserView;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.notification.channels.Routes;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With people of its own, who are asked for as over HTTP: by a token that may read users, or in the platform's name. */
class RecipientsTest implements IdentityApi {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final UUID everywhere = UUID.randomUUID();
    private final UUID atOneSite = UUID.randomUUID();
    private final Recipients recipients = new Recipients(this, PLATFORM.bean(Routes.class));

    private static UserView user(UUID id, Map<String, List<String>> sites) {
        var email = id + "@example.com";
        return new UserView(
                id,
                email,
                "A",
                "B",
                List.of("operator"),
                sites,
                UserView.Status.ACTIVE,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public UserView user(UUID id) {
        assertThat(CallContext.current().token()).isNull();
        return user(id, Map.of());
    }

    @Override
    public Page<UserView> users(String role, String status, int limit, String cursor) {
        assertThat(CallContext.current().token()).isNull();
        return new Page<>(
                List.of(user(everywhere, Map.of()), user(atOneSite, Map.of(role, List.of("urn:epc:id:sgln:1.2.0")))),
                null);
    }

    @Override
    public AccountRules accountRules() {
        throw new AssertionError("nobody asks for that");
    }

    private Addressees of(Audience audience, Fields fields) {
        return new CallContext(Actor.platform("sender"), TENANT, Origin.INTERNAL, "token of the sender", null)
                .call(() -> recipients.of(audience, fields));
    }

    @Test
    void leavesOutWhoHasTheRoleAtSomeSitesOnly() {
        var to = of(new Audience(List.of(), List.of("operator"), List.of(), List.of(), List.of()), new Fields());
        assertThat(to.people()).containsExactly(everywhere);
    }

    @Test
    void asksInThePlatformsNameWithThePermissionThatTheQuestionsDeclare() throws NoSuchMethodException {
        var to = of(new Audience(List.of(atOneSite), List.of(), List.of(), List.of(), List.of()), new Fields());
        assertThat(to.people()).containsExactly(atOneSite);
        assertThat(Arrays.stream(IdentityApi.class.getMethods())
                        .filter(method -> method.getName().startsWith("user"))
                        .map(method ->
                                method.getAnnotation(RequiresPermission.class).value()))
                .containsExactly("user:read", "user:read");
    }
}
