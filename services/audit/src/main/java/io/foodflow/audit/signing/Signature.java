package io.foodflow.audit.signing;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A signature as it is stored.
 *
 * @param statement the canonical JSON of what it says
 * @param seal opens, by a key that the database does not have, to the hash of the statement
 * @param resourceType as the row has it, for searching
 * @param resourceId likewise
 * @param sha256 of the record, likewise
 * @param document the record as it was signed
 */
record Signature(
        UUID id, String statement, Seal seal, String resourceType, String resourceId, String sha256, String document) {

    /** Sealed bytes. */
    record Seal(ByteBuffer bytes) {

        static Seal of(byte[] bytes) {
            return new Seal(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
        }

        byte[] toBytes() {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }
    }
}
