package io.foodflow.identity.roles;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.util.List;
import java.util.Set;

/** The answer to whoever would give, or act upon, permissions that he does not hold himself. */
public final class BeyondCaller {

    private BeyondCaller() {}

    /**
     * The problem, 403.
     *
     * @param what has the permissions, as "the role"
     * @param permissions those that the caller does not hold
     */
    public static ProblemException refused(String what, Set<String> permissions) {
        return new ProblemException(Problem.of(
                        403,
                        "beyond-your-permissions",
                        "Beyond your permissions",
                        "%s grants permissions that you do not hold yourself, or not at those sites: %s; ask a tenant_admin"
                                .formatted(what, permissions))
                .with("permissions", List.copyOf(permissions)));
    }
}
