package io.foodflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.OpenApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationOpenApiTest {

    private static final OpenApi DOCUMENT = OpenApi.of(NotificationPlatform.get());

    @ParameterizedTest
    @CsvSource({
        "get,/notifications/channels,notification_channel:read",
        "post,/notifications/channels,notification_channel:write",
        "get,/notifications/channels/{id},notification_channel:read",
        "put,/notifications/channels/{id},notification_channel:write",
        "delete,/notifications/channels/{id},notification_channel:write",
        "post,/notifications/channels/{id}/test,notification_channel:write",
        "post,/notifications/channels/{id}/rotate-secret,notification_channel:write",
        "get,/notifications/templates,notification_template:read",
        "post,/notifications/templates,notification_template:write",
        "get,/notifications/templates/{id},notification_template:read",
        "put,/notifications/templates/{id},notification_template:write",
        "delete,/notifications/templates/{id},notification_template:write",
        "get,/notifications/templates/{id}/versions,notification_template:read",
        "post,/notifications/templates/{id}/preview,notification_template:read",
        "post,/notifications/templates/{id}/test,notification_channel:write",
        "post,/notifications,notification:send",
        "get,/notifications/deliveries,notification_delivery:read",
        "get,/notifications/deliveries/{id},notification_delivery:read",
        "post,/notifications/deliveries/{id}/replay,notification_delivery:write",
        "get,/notifications/subscriptions,notification_subscription:read",
        "post,/notifications/subscriptions,notification_subscription:write",
        "get,/notifications/subscriptions/{id},notification_subscription:read",
        "put,/notifications/subscriptions/{id},notification_subscription:write",
        "delete,/notifications/subscriptions/{id},notification_subscription:write"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        DOCUMENT.assertGuarded(method, path, permission);
    }

    @ParameterizedTest
    @CsvSource({
        "get,/notifications",
        "get,/notifications/{id}",
        "get,/notifications/unread",
        "get,/notifications/stream",
        "put,/notifications/read",
        "put,/notifications/{id}/read",
        "put,/notifications/{id}/acknowledgement",
        "get,/notifications/preferences",
        "put,/notifications/preferences"
    })
    void asksForATokenOnlyWhereTheCallerAloneIsConcerned(String method, String path) {
        var operation = DOCUMENT.operation(method, path);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.has("x-permission")).isFalse();
        assertThat(operation.path("security").isEmpty()).isFalse();
    }
}
