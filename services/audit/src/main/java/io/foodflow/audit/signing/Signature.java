package io.foodflow.audit.signing;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signature as it is stored.
 *
 * @param statement the canonical JSON of what it says
 * @param seal opens, by a key that the database does not have, to the hash of the statement
 * @param resourceType as the row has it, for searching
 * @param resourceId likewise
 * @param sha256 of the record, likewise
 * @param documentSha256 of the document that is kept with it; null if there is none any more
 */
record Signature(
        UUID id,
        String statement,
        Seal seal,
        String resourceType,
        String resourceId,
        String sha256,
        @Nullable String documentSha256)
        implements Listed {

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
