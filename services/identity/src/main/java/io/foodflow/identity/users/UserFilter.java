package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import org.jspecify.annotations.Nullable;

/**
 * Which users a list shows.
 *
 * @param fragment part of the e-mail address or of the name, in any case
 * @param role name of a role they have
 * @param status whether they may come in
 */
record UserFilter(@Nullable String fragment, @Nullable String role, UserView.@Nullable Status status) {

    /** The fragment as a pattern of SQL's {@code ilike}, in which nothing but the ends is a wildcard. */
    @Nullable
    String pattern() {
        return fragment == null || fragment.isBlank()
                ? null
                : '%' + fragment.strip().replaceAll("([\\\\%_])", "\\\\$1") + '%';
    }
}
