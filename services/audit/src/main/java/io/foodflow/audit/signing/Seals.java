package io.foodflow.audit.signing;

import io.foodflow.audit.signing.Signature.Seal;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Binds statements to what they say. A seal is made with the platform's key, which is not in the database, for one signature of
 * one company: cut out, copied to another record, or moved to another company, it opens no longer. Thread-safe.
 */
final class Seals {

    private final MasterKey key;

    Seals(MasterKey key) {
        this.key = key;
    }

    Seal seal(UUID signature, String statement) {
        return Seal.of(key.seal(ExactRecord.hash(statement).getBytes(StandardCharsets.US_ASCII), about(signature)));
    }

    /**
     * What a stored signature says, if nobody altered it, its place or the record kept with it: seal, statement, the columns
     * that it is found by and the document must agree.
     */
    Optional<Statement> opened(Signature stored) {
        try {
            var sealed = new String(key.open(stored.seal().toBytes(), about(stored.id())), StandardCharsets.US_ASCII);
            if (!sealed.equals(ExactRecord.hash(stored.statement()))) {
                return Optional.empty();
            }
            var said = Statement.parse(stored.statement());
            var of = said.record();
            boolean agrees = said.signature().equals(stored.id())
                    && said.tenant().equals(CallContext.currentTenant().id().value())
                    && of.type().equals(stored.resourceType())
                    && of.id().equals(stored.resourceId())
                    && of.sha256().equals(stored.sha256())
                    && of.sha256().equals(stored.documentSha256());
            return agrees ? Optional.of(said) : Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.empty(); // sealed by another key, for another place, or no seal at all
        }
    }

    private static String about(UUID signature) {
        return "signature %s of %s"
                .formatted(signature, CallContext.currentTenant().id());
    }
}
