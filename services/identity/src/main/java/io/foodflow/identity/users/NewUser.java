package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import java.util.Set;

/** A user to be. The password keeps the rules; the roles are names. */
public record NewUser(
        EmailAddress email,
        String password,
        String firstName,
        String lastName,
        Set<String> roles,
        UserView.Status status) {

    public NewUser {
        roles = Set.copyOf(roles);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewUser[%s, roles %s, %s]".formatted(email, roles, status);
    }
}
