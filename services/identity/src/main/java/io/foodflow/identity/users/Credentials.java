package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import java.util.UUID;

/** What it takes to let a user in. */
public record Credentials(UUID user, String email, String passwordHash, UserView.Status status) {

    /** Whether the user may come in with the right password. */
    public boolean active() {
        return status == UserView.Status.ACTIVE;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Credentials[%s, %s]".formatted(user, status);
    }
}
