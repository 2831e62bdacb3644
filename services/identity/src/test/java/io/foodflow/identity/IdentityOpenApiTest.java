package io.foodflow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class IdentityOpenApiTest {

    private static final JsonNode DOCUMENT =
            IdentityPlatform.get().anonymous().get("/openapi.json").json();

    @ParameterizedTest
    @CsvSource({
        "get,/users,user:read",
        "post,/users,user:write",
        "get,/users/{id},user:read",
        "put,/users/{id},user:write",
        "delete,/users/{id},user:write",
        "get,/users/{id}/permissions,user:read",
        "get,/roles,role:read",
        "post,/roles,role:write",
        "get,/roles/{id},role:read",
        "put,/roles/{id},role:write",
        "delete,/roles/{id},role:write",
        "post,/roles/{id}/permissions,role:write",
        "get,/permissions,role:read",
        "post,/auth/keys/rotate,key:rotate"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        var operation = DOCUMENT.path("paths").path(path).path(method);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.path("security").isEmpty()).isFalse();
        assertThat(operation.path("responses").has("401")).isTrue();
        assertThat(operation.path("responses").has("403")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "post,/auth/login,false",
        "post,/auth/refresh,false",
        "post,/auth/logout,false",
        "get,/.well-known/jwks.json,false",
        "get,/auth/me,true"
    })
    void hasTheOperationsThatNeedNoPermission(String method, String path, boolean token) {
        var operation = DOCUMENT.path("paths").path(path).path(method);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.has("x-permission")).isFalse();
        assertThat(operation.has("security")).isEqualTo(token);
    }
}
