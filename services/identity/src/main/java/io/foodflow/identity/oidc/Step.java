package io.foodflow.identity.oidc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What comes next of a request for authorization. */
sealed interface Step {

    /** The application is told: a code, or an error. */
    record Tell(String redirectUri, boolean byForm, Map<String, String> answer) implements Step {

        public Tell {
            answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
        }

        /** Without the code. */
        @Override
        public String toString() {
            return "Tell[%s]".formatted(redirectUri);
        }
    }

    /**
     * The user is asked, in the workspace.
     *
     * @param browser the secret that the browser is bound by, if it has none yet
     */
    record Ask(UUID request, @Nullable String browser) implements Step {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Ask[%s]".formatted(request);
        }
    }

    /** Nobody can be told, since whoever asked is not known for sure: the user sees why. */
    record Show(String error, String detail) implements Step {}
}
