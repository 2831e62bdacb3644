package io.foodflow.cli.api;

import org.jspecify.annotations.Nullable;

/** What the command line signs in with. */
public sealed interface Credentials {

    /**
     * A person's.
     *
     * @param tenant the slug of the tenant; null lets the server find it by the e-mail address
     */
    record Password(String email, String password, @Nullable String tenant) implements Credentials {

        /** Without the password, so that it never reaches a log. */
        @Override
        public String toString() {
            return "Password[" + email + "]";
        }
    }

    /**
     * A service account's.
     *
     * @param clientId the service account's id
     * @param clientSecret its key
     */
    record Key(String clientId, String clientSecret) implements Credentials {

        /** Without the key, so that it never reaches a log. */
        @Override
        public String toString() {
            return "Key[" + clientId + "]";
        }
    }
}
