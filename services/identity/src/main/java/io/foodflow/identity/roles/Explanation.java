package io.foodflow.identity.roles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may do one thing, and why or why not.
 *
 * @param site where, as the graph writes it; null if anywhere was asked about
 * @param allowed whether it may be done there; anywhere, if no site was asked about
 * @param everywhere whether it may be done everywhere
 * @param sites where it may be done, if not everywhere
 * @param because in a sentence
 * @param grantedBy the roles that allow it there, by name
 * @param elsewhere the roles that allow it, but at other sites
 */
public record Explanation(
        String permission,
        @Nullable String site,
        boolean allowed,
        boolean everywhere,
        List<String> sites,
        String because,
        List<ExplainedPermission.Source> grantedBy,
        List<ExplainedPermission.Source> elsewhere) {

    public Explanation {
        sites = List.copyOf(sites);
        grantedBy = List.copyOf(grantedBy);
        elsewhere = List.copyOf(elsewhere);
    }
}
