package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user is to become. Password, roles and status stay as they are where they are null. */
record UserChange(
        EmailAddress email,
        String firstName,
        String lastName,
        @Nullable String password,
        @Nullable Set<String> roles,
        UserView.@Nullable Status status) {

    UserChange {
        roles = roles == null ? null : Set.copyOf(roles);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[%s, roles %s, %s]".formatted(email, roles, status);
    }
}
