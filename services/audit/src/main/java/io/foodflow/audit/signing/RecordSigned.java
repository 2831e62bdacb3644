package io.foodflow.audit.signing;

import io.foodflow.platform.changes.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody signed a record. It stands in the trail of the record.
 *
 * @param recordType the record's type
 * @param recordId the record's id
 * @param sha256 of the exact record, hexadecimal
 * @param statementSha256 of all that the signature says, hexadecimal: the audit ledger proves it, and holds no name
 */
public record RecordSigned(
        UUID signatureId,
        String recordType,
        String recordId,
        String sha256,
        UUID signerId,
        String meaning,
        Instant signedAt,
        String statementSha256)
        implements DomainEvent {

    static RecordSigned of(Statement said, String text) {
        return new RecordSigned(
                said.signature(),
                said.record().type(),
                said.record().id(),
                said.record().sha256(),
                said.signer().id(),
                said.meaning().name(),
                said.signedAt(),
                ExactRecord.hash(text));
    }

    @Override
    public String resourceType() {
        return recordType;
    }

    @Override
    public String resourceId() {
        return recordId;
    }
}
