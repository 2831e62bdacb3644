package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.util.UUID;

/** A tenant with an administrator, a domain, and its identity provider. */
public final class Company implements AutoCloseable {

    private static final Api OPERATOR =
            IdentityPlatform.get().as(IdentityPlatform.get().newTenant(), "platform_tenant:write");

    public final Tenant tenant;
    public final Api admin;
    public final String domain = "d" + UUID.randomUUID().toString().substring(0, 12) + ".example";
    public final LocalProvider provider = new LocalProvider();

    /** The id of the identity provider, once there is one. */
    public String id = "";

    public Company() {
        this(IdentityPlatform.get().newTenant());
    }

    private Company(Tenant tenant) {
        this(tenant, signedIn(newUser(tenant, "tenant_admin")));
    }

    /** Another provider and domain of a tenant that is there. */
    Company(Tenant tenant, Api admin) {
        this.tenant = tenant;
        this.admin = admin;
    }

    public String address(String name) {
        return name + "@" + domain;
    }

    /** The fields of the provider, with more of them. */
    String fields(String more) {
        return """
                {"name":"Works %s","issuer":"%s","client_id":"%s","client_secret":"%s","domains":["%s"]%s}""".formatted(domain, provider.issuer(), LocalProvider.CLIENT, LocalProvider.SECRET, domain, more);
    }

    /** Sets the provider up and has its domain vouched for. */
    public Company connected(String more) {
        added(more);
        var vouched = OPERATOR.post("/tenants/%s/domains/%s/verify".formatted(tenant.id(), domain), "");
        assertThat(vouched.status()).as(vouched.toString()).isEqualTo(200);
        return this;
    }

    /** Sets the provider up. */
    Answer added(String more) {
        var made = admin.post("/identity-providers", fields(more));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        id = made.json().path("id").asString();
        return made;
    }

    public Answer change(String more) {
        var changed = admin.with("If-Match", "*").put("/identity-providers/" + id, fields(more));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        return changed;
    }

    public String startPath() {
        return "/auth/sso/%s/%s/start".formatted(tenant.slug(), id);
    }

    @Override
    public void close() {
        provider.close();
    }
}
