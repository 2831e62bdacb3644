package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Assignments;
import java.util.Set;

/** A user to be. The password keeps the rules. */
public record NewUser(
        EmailAddress email,
        String password,
        String firstName,
        String lastName,
        Assignments roles,
        UserView.Status status) {

    /** A user whose roles hold everywhere. */
    public NewUser(
            EmailAddress email,
            String password,
            String firstName,
            String lastName,
            Set<String> roles,
            UserView.Status status) {
        this(email, password, firstName, lastName, Assignments.everywhere(roles), status);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewUser[%s, roles %s, %s]".formatted(email, roles.roles(), status);
    }
}
