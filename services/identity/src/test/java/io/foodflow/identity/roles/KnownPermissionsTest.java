package io.foodflow.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownPermissionsTest {

    private final ServiceCatalog catalog =
            new ServiceCatalog(List.of(new ServiceCatalog.Service("identity", "io.foodflow.identity.api", null)));

    @Test
    void readsThoseOfAServiceThatDoesNotRunHereFromItsClasses() {
        var known = new KnownPermissions(() -> Set.of("job:read"), catalog, new ActiveServices(Set.of()));
        assertThat(known.all())
                .contains("job:read", "key:rotate", "role:read", "user:read", "user:write")
                .containsAll(KnownPermissions.declaredUnder("io.foodflow.identity"));
    }

    @Test
    void asksTheGuardForThoseOfAServiceThatRunsHere() {
        var known = new KnownPermissions(() -> Set.of("job:read"), catalog, new ActiveServices(Set.of("identity")));
        assertThat(known.all()).containsExactly("job:read");
    }
}
