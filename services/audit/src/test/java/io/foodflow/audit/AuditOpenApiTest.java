package io.foodflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditOpenApiTest {

    private static final JsonNode DOCUMENT =
            AuditPlatform.get().anonymous().get("/openapi.json").json();

    @ParameterizedTest
    @CsvSource({
        "post,/audit/log,audit:write",
        "get,/audit/entries,audit:read",
        "get,'/audit/trail/{tenant_id}/{resource_type}/{resource_id}',audit:read",
        "get,'/audit/verify/{tenant_id}/{event_id}',audit:read",
        "post,/audit/exports,audit:read",
        "get,/audit/exports,audit:read",
        "get,'/audit/exports/{id}',audit:read",
        "get,'/audit/exports/{id}/content',audit:read",
        "get,/audit/ledger,audit:read",
        "get,/audit/ledger/checkpoint,audit:read",
        "post,/lineage/events,lineage:write",
        "get,/lineage/jobs,lineage:read",
        "get,/lineage/runs,lineage:read",
        "get,/lineage/datasets,lineage:read",
        "get,/lineage/graph,lineage:read",
        "get,/lineage/columns,lineage:read"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        var operation = DOCUMENT.path("paths").path(path).path(method);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.path("security").isEmpty()).isFalse();
        assertThat(operation.path("responses").has("401")).isTrue();
        assertThat(operation.path("responses").has("403")).isTrue();
    }
}
