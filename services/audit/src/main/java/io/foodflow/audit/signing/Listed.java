package io.foodflow.audit.signing;

import java.util.UUID;

/** What a list of signatures holds. */
sealed interface Listed permits Signature, Listed.Missing {

    UUID id();

    String resourceType();

    String resourceId();

    /** A signature that the audit trail tells of, and that is stored no longer, or of another record. */
    record Missing(UUID id, String resourceType, String resourceId) implements Listed {}
}
