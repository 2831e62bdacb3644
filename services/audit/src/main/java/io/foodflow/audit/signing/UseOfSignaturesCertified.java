package io.foodflow.audit.signing;

import io.foodflow.platform.changes.DomainEvent;
import java.time.LocalDate;

/** Somebody noted that the use of electronic signatures was certified to the agency. */
public record UseOfSignaturesCertified(LocalDate certifiedOn, String sentTo) implements DomainEvent {

    @Override
    public String resourceType() {
        return "signing_certification";
    }

    @Override
    public String resourceId() {
        return "signatures";
    }
}
