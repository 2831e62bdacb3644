package io.foodflow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.OpenApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityOpenApiTest {

    private static final OpenApi DOCUMENT = OpenApi.of(IdentityPlatform.get());

    @ParameterizedTest
    @CsvSource({
        "get,/users,user:read",
        "post,/users/invitations,user:write",
        "get,/users/invitations,user:read",
        "post,/users/invitations/administrator,platform_tenant:write",
        "delete,/users/invitations/{id},user:write",
        "get,/users/{id}/sessions,session:read",
        "delete,/users/{id}/sessions,session:revoke",
        "delete,/users/{id}/sessions/{session},session:revoke",
        "get,/users/{id}/totp,user:read",
        "delete,/users/{id}/totp,user:write",
        "get,/tenant/policy,policy:read",
        "put,/tenant/policy,policy:write",
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
        "get,/service-accounts,service_account:read",
        "post,/service-accounts,service_account:write",
        "get,/service-accounts/{id},service_account:read",
        "post,/service-accounts/{id}/rotate,service_account:write",
        "delete,/service-accounts/{id},service_account:write",
        "get,/oauth-clients,oauth_client:read",
        "post,/oauth-clients,oauth_client:write",
        "get,/oauth-clients/{id},oauth_client:read",
        "put,/oauth-clients/{id},oauth_client:write",
        "delete,/oauth-clients/{id},oauth_client:write",
        "post,/oauth-clients/{id}/rotate-secret,oauth_client:write",
        "post,/auth/keys/rotate,key:rotate",
        "get,/sign-ins,sign_in:read",
        "get,/identity-providers,identity_provider:read",
        "get,/identity-providers/{id}/redirect-uri,identity_provider:read",
        "get,/identity-providers/{id},identity_provider:read",
        "post,/identity-providers,identity_provider:write",
        "put,/identity-providers/{id},identity_provider:write",
        "delete,/identity-providers/{id},identity_provider:write",
        "post,/identity-providers/{id}/test,identity_provider:write",
        "post,/identity-providers/{id}/trials,identity_provider:write",
        "get,/identity-providers/{id}/trials/{trial},identity_provider:write",
        "post,/identity-providers/{id}/domains/{domain}/verify,identity_provider:write",
        "post,/tenants/{id}/domains/{domain}/verify,platform_tenant:write"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        DOCUMENT.assertGuarded(method, path, permission);
    }

    @ParameterizedTest
    @CsvSource({
        "post,/auth/login,false",
        "post,/auth/refresh,false",
        "post,/auth/logout,false",
        "post,/auth/token,false",
        "post,/auth/login/totp,false",
        "post,/auth/login/totp/enrol,false",
        "post,/auth/register,false",
        "post,/auth/invitations/open,false",
        "post,/auth/invitations/accept,false",
        "post,/auth/forgot-password,false",
        "post,/auth/reset-password,false",
        "post,/auth/verify-email,false",
        "post,/auth/verify-email/request,true",
        "get,/auth/sessions,true",
        "get,/auth/sign-ins,true",
        "delete,/auth/sessions/{id},true",
        "get,/auth/totp,true",
        "post,/auth/totp,true",
        "post,/auth/totp/confirm,true",
        "post,/auth/totp/disable,true",
        "get,/.well-known/jwks.json,false",
        "get,/oidc/{tenant}/.well-known/openid-configuration,false",
        "get,/oidc/{tenant}/jwks,false",
        "get,/oidc/{tenant}/authorize,false",
        "post,/oidc/{tenant}/authorize,false",
        "post,/oidc/{tenant}/token,false",
        "post,/oidc/{tenant}/introspect,false",
        "post,/oidc/{tenant}/revoke,false",
        "get,/oidc/{tenant}/userinfo,false",
        "post,/oidc/{tenant}/userinfo,false",
        "get,/oidc/{tenant}/logout,false",
        "get,/oidc/{tenant}/requests/{id},false",
        "post,/oidc/{tenant}/requests/{id}/decision,true",
        "get,/oidc/{tenant}/requests/{id}/continue,false",
        "post,/auth/sso/discover,false",
        "get,/auth/sso/{tenant}/{provider}/start,false",
        "get,/auth/sso/{tenant}/{provider}/callback,false",
        "post,/auth/sso/complete,false",
        "get,/auth/identities,true",
        "get,/auth/me,true"
    })
    void hasTheOperationsThatNeedNoPermission(String method, String path, boolean token) {
        var operation = DOCUMENT.operation(method, path);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.has("x-permission")).isFalse();
        assertThat(operation.has("security")).isEqualTo(token);
    }
}
