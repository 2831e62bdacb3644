package io.foodflow.notification.templates;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.platform.jobs.JobFinished;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInTemplatesTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final String BUILT_IN = "/notifications/templates/built-in";

    /** What is added to the parts of events. */
    private static final Set<String> ADDED = Set.of("event", "person");

    static List<BuiltIn> all() {
        return BuiltInTemplates.read().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areThereInEachLanguageOfTheWorkspaceAndFilledInByTheirSample(BuiltIn template) throws Exception {
        assertThat(template.wordings().texts()).containsOnlyKeys("de", "en", "es", "fr");
        for (var language : template.wordings().texts().keySet()) {
            var filled = Rendered.of(
                    template.wordings(), language, template.wordings().sample(), new Budget());
            assertThat(filled.subject()).isNotBlank();
            assertThat(filled.text()).isNotBlank();
        }
    }

    /** Those of this module's class path; where they lie is no matter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.foodflow.identity.attempts.SignInLocked",
                "io.foodflow.identity.signin.RefreshReuseDetected",
                "io.foodflow.identity.oidc.OAuthTokenReused",
                "io.foodflow.identity.factors.RecoveryCodeUsed",
                "io.foodflow.identity.factors.SecondFactorRemoved",
                "io.foodflow.identity.users.PasswordReset",
                "io.foodflow.identity.invitations.InvitationCreated",
                "io.foodflow.identity.invitations.InvitationAccepted",
                "io.foodflow.identity.federation.IdentityProviderAdded",
                "io.foodflow.identity.federation.IdentityProviderUpdated",
                "io.foodflow.identity.federation.IdentityProviderRemoved",
                "io.foodflow.platform.jobs.JobFinished"
            })
    void haveTheEventsPartsInTheirSample(String event) throws Exception {
        var type = Class.forName(event);
        var parts = Arrays.stream(type.getRecordComponents())
                .map(part -> part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        var sample = BuiltInTemplates.read()
                .ofEvent(type.getSimpleName())
                .orElseThrow()
                .wordings()
                .sample()
                .keySet();
        assertThat(sample.stream().filter(part -> !ADDED.contains(part))).containsExactlyInAnyOrderElementsOf(parts);
        assertThat(type == JobFinished.class || parts.contains("user_id") == sample.contains("person"))
                .isTrue();
    }

    @Test
    void areReadAndPreviewed() {
        var items = ADMIN.get(BUILT_IN).json().path("items");
        assertThat(items.valueStream().map(item -> item.path("name").asString()))
                .isSorted()
                .contains("quota.warned", "account.locked");
        var one = ADMIN.get(BUILT_IN + "/quota.warned").json();
        assertThat(one.path("events").get(0).asString()).isEqualTo("QuotaWarned");
        assertThat(one.path("overridden_by").isNull()).isTrue();
        var filled = ADMIN.post(BUILT_IN + "/quota.warned/preview", """
                {"language":"de-AT","data":{"metric":"users","period":"","used":8,"most":10}}""");
        assertThat(filled.json().path("language").asString()).isEqualTo("de");
        assertThat(filled.json().path("text").asString()).startsWith("8 von 10 (users) sind verbraucht.");
        var missing = ADMIN.post(BUILT_IN + "/quota.warned/preview", "{\"data\":{\"metric\":\"users\"}}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().at("/errors/0/field").asString()).isEqualTo("data");
        var older = ADMIN.post(BUILT_IN + "/quota.warned/preview", "{\"version\":2}");
        assertThat(older.json().at("/errors/0/field").asString()).isEqualTo("version");
        assertThat(ADMIN.get(BUILT_IN + "/none").status()).isEqualTo(404);
        assertThat(ADMIN.post(BUILT_IN + "/none/preview", "{}").status()).isEqualTo(404);
    }

    @Test
    void areForThoseWhoMaySeeThem() {
        var nobody = PLATFORM.as(TENANT, "node:read");
        assertThat(nobody.get(BUILT_IN).status()).isEqualTo(403);
        assertThat(nobody.get(BUILT_IN + "/quota.warned").status()).isEqualTo(403);
        assertThat(nobody.post(BUILT_IN + "/quota.warned/preview", "{}").status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(BUILT_IN).status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous()
                        .post(BUILT_IN + "/quota.warned/preview", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void areOverriddenByOnesOwnAndComeBack() {
        var tenant = PLATFORM.newTenant();
        var admin = administrator(tenant);
        var own = admin.post("/notifications/templates", """
                {"name":"quota.reached","texts":{"en":{"subject":"Full","text":"{{used}}"}},"sample":{"used":1}}""");
        assertThat(own.status()).as(own.toString()).isEqualTo(201);
        assertThat(admin.get(BUILT_IN + "/quota.reached")
                        .json()
                        .path("overridden_by")
                        .asString())
                .isEqualTo(own.json().path("id").asString());
        assertThat(ADMIN.get(BUILT_IN + "/quota.reached")
                        .json()
                        .path("overridden_by")
                        .isNull())
                .isTrue();
        assertThat(admin.with("If-Match", "*").delete(own.header("Location")).status())
                .isEqualTo(204);
        assertThat(admin.get(BUILT_IN + "/quota.reached")
                        .json()
                        .path("overridden_by")
                        .isNull())
                .isTrue();
    }
}
