package io.foodflow.cli.api;

import org.jspecify.annotations.Nullable;

/**
 * What a user signs in with.
 *
 * @param tenant the slug of the tenant; null lets the server find it by the e-mail address
 */
public record Credentials(
        String email, String password, @Nullable String tenant) {

    /** Without the password, so that it never reaches a log. */
    @Override
    public String toString() {
        return "Credentials[" + email + "]";
    }
}
