package io.foodflow.audit;

import io.foodflow.testkit.OpenApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditOpenApiTest {

    private static final OpenApi DOCUMENT = OpenApi.of(AuditPlatform.get());

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
        "get,/audit/ledger/checkpoint,audit:read"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        DOCUMENT.assertGuarded(method, path, permission);
    }
}
