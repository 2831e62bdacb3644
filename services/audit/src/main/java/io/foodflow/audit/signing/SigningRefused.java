package io.foodflow.audit.signing;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.changes.DomainEvent;
import java.util.Locale;
import java.util.UUID;

/**
 * Somebody was to sign a record and could not prove to be who is signed in, or may not sign it: an attempt at unauthorised use
 * that administrators must hear of (21 CFR 11.300(d)).
 *
 * @param recordType the record's type
 * @param recordId the record's id
 * @param userId whose session it was
 */
public record SigningRefused(String recordType, String recordId, UUID userId, String meaning, Reason reason)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return recordType;
    }

    @Override
    public String resourceId() {
        return recordId;
    }

    /** Why not. */
    public enum Reason {
        /** The proof was wrong. */
        PROOF_REFUSED,
        /** Too many wrong proofs. */
        LOCKED,
        /** What proves the user was set by somebody else, and nobody has confirmed it. */
        HELD,
        /** The user's right to sign was withdrawn. */
        WITHDRAWN,
        /** The password is older than the policy allows. */
        PASSWORD_TOO_OLD,
        /** A second person has to sign. */
        SECOND_PERSON;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
