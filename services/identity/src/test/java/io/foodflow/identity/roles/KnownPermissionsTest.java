package io.foodflow.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.DeclaredOperation;
import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownPermissionsTest {

    private static final DeclaredOperation JOBS =
            new DeclaredOperation("job:read", "GET", "/jobs", "List jobs", AtSites.REFUSED);

    private final ServiceCatalog catalog =
            new ServiceCatalog(List.of(new ServiceCatalog.Service("identity", "io.foodflow.identity.api", null)));

    @Test
    void readsThoseOfAServiceThatDoesNotRunHereFromItsClasses() {
        var known = known(Set.of());
        assertThat(known.all())
                .contains("job:read", "key:rotate", "role:read", "role:write", "user:read", "user:write")
                .containsAll(DeclaringClasses.under("io.foodflow.identity").permissions());
    }

    @Test
    void asksTheGuardForThoseOfAServiceThatRunsHere() {
        var known = known(Set.of("identity"));
        assertThat(known.all()).containsExactly("job:read");
        assertThat(known.operations()).containsExactly(JOBS);
    }

    @Test
    void readsTheOperationsOfAServiceThatDoesNotRunHereToo() {
        assertThat(known(Set.of()).operations())
                .isSorted()
                .contains(
                        JOBS,
                        new DeclaredOperation("role:read", "GET", "/roles/{id}", "Get a role", AtSites.OF_NO_SITE),
                        new DeclaredOperation("user:write", "POST", "/users", "Create a user", AtSites.REFUSED))
                .extracting(DeclaredOperation::path)
                .contains("/auth/keys/rotate", "/roles/{id}/permissions", "/permissions");
    }

    private KnownPermissions known(Set<String> active) {
        return new KnownPermissions(() -> Set.of("job:read"), () -> List.of(JOBS), catalog, new ActiveServices(active));
    }
}
