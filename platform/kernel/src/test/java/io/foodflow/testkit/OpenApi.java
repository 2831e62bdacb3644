package io.foodflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What the OpenAPI document of a platform says of its operations. */
public record OpenApi(JsonNode document) {

    /** The document of that platform. */
    public static OpenApi of(TestPlatform platform) {
        return new OpenApi(platform.anonymous().get("/openapi.json").json());
    }

    /** An operation as it is described; missing where there is none. */
    public JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method);
    }

    /** Asserts that an operation is described, with the permission it needs and the answers to those who lack it. */
    public void assertGuarded(String method, String path, String permission) {
        var operation = operation(method, path);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.path("security").isEmpty()).isFalse();
        assertThat(operation.path("responses").has("401")).isTrue();
        assertThat(operation.path("responses").has("403")).isTrue();
    }
}
