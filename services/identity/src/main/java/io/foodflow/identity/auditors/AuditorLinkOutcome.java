package io.foodflow.identity.auditors;

import io.foodflow.identity.secrets.TenantSecret;
import java.util.UUID;

/** What came of making or revoking a link. */
sealed interface AuditorLinkOutcome {

    record Made(AuditorLink link, TenantSecret secret) implements AuditorLinkOutcome {}

    record Revoked(AuditorLink link) implements AuditorLinkOutcome {}

    /** It opens nothing any more as it is. */
    record Over(AuditorLink link) implements AuditorLinkOutcome {}

    record Absent(UUID id) implements AuditorLinkOutcome {}
}
