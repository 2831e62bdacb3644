package io.foodflow.identity.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Lets a service have the caller prove anew who it is, before something that only that person may do. */
@HttpExchange
public interface ProofApi {

    /** What the caller can prove it by. */
    @GetExchange("/auth/proof")
    Means means();

    /**
     * Proves that the caller is who is signed in. What is given is checked, the password always; wrong ones count as they do
     * at the sign-in, whatever door they come through.
     *
     * @throws io.foodflow.platform.web.ProblemException 400 without a password, 403 {@code proof-refused} if something is
     *     wrong (it does not say what), 409 {@code needs-password} for who has none, 409 {@code
     *     proof-held} for who has one that another administrator has to confirm first, 429 after too many tries
     */
    @PostExchange("/auth/proof")
    Proved prove(@RequestBody Evidence evidence);

    /**
     * What somebody can be asked for.
     *
     * @param held whether it proves nothing until another administrator confirms it
     */
    record Means(boolean password, boolean secondFactor, boolean held) {}

    /**
     * What proves that the caller is the person. No text of it says what it holds.
     *
     * @param email the user id
     * @param code of the second factor
     */
    record Evidence(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code) {

        /** Without any of it. */
        @Override
        public String toString() {
            return "Evidence[]";
        }
    }

    /**
     * Who it is.
     *
     * @param components what was given and right, of {@code email}, {@code password} and {@code code}
     * @param passwordSince when the password was set
     */
    record Proved(
            UUID userId,
            String email,
            String firstName,
            String lastName,
            List<String> components,
            Instant passwordSince) {

        public Proved {
            components = List.copyOf(components);
        }
    }
}
