package io.foodflow.identity.federation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail domain whose people an identity provider knows.
 *
 * @param domain in lower case, international ones in their ASCII form
 * @param txtRecord what a TXT record of the domain has to say for it to be proved
 * @param verifiedAt when it was proved; null before
 */
public record EmailDomain(
        String domain,
        String txtRecord,
        @Nullable Instant verifiedAt,
        @Nullable VerifiedBy verifiedBy) {

    /** Whether it leads people to the provider. */
    boolean isVerified() {
        return verifiedAt != null;
    }

    /** What a domain was proved by. */
    public enum VerifiedBy {
        /** A record in the domain's DNS. */
        @JsonProperty("dns")
        DNS,
        /** The word of who runs the platform. */
        @JsonProperty("platform")
        PLATFORM
    }
}
