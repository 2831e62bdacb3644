package io.foodflow.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PermissionsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();

    private final Api api = PLATFORM.as(PLATFORM.newTenant(), "role:read");

    @Test
    void listsEveryPermissionThatAnOperationDeclares() {
        var items = api.get("/permissions?limit=500").json().path("items");
        assertThat(items.findValuesAsString("permission"))
                .containsExactlyElementsOf(PLATFORM.bean(PermissionGuard.class).permissions())
                .contains("role:write", "job:cancel");
    }

    @Test
    void saysWhatEachIsFor() {
        var entry = entry("role:write");
        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder("permission", "resource", "action", "platform", "operations");
        assertThat(entry.path("resource").asString()).isEqualTo("role");
        assertThat(entry.path("action").asString()).isEqualTo("write");
        assertThat(entry.path("platform").asBoolean()).isFalse();
        assertThat(entry("key:rotate").path("platform").asBoolean()).isTrue();
        var operations = StreamSupport.stream(entry.path("operations").spliterator(), false)
                .map(one ->
                        one.path("method").asString() + " " + one.path("path").asString())
                .toList();
        assertThat(operations)
                .containsExactly(
                        "POST /roles", "DELETE /roles/{id}", "PUT /roles/{id}", "POST /roles/{id}/permissions");
        assertThat(entry.path("operations").findValuesAsString("summary"))
                .contains("Create a role with permissions that the caller holds")
                .doesNotContain("");
    }

    @Test
    void pagesThroughThem() {
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var answer = api.get("/permissions?limit=3" + cursor).json();
            seen.addAll(answer.path("items").findValuesAsString("permission"));
            cursor = answer.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + answer.path("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(seen)
                .isEqualTo(List.copyOf(PLATFORM.bean(PermissionGuard.class).permissions()));
        assertThat(api.get("/permissions?limit=0").status()).isEqualTo(400);
    }

    private JsonNode entry(String permission) {
        return StreamSupport.stream(
                        api.get("/permissions?limit=500").json().path("items").spliterator(), false)
                .filter(one -> one.path("permission").asString().equals(permission))
                .findFirst()
                .orElseThrow();
    }
}
