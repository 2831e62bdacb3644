package io.foodflow.audit.signing;

import io.foodflow.audit.signing.SigningPolicy.Meaning;
import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the tenant signs was changed. */
public record SigningPolicyChanged(
        List<String> meanings, int rules, @Nullable Integer passwordDays, int seriesMinutes) implements DomainEvent {

    public SigningPolicyChanged {
        meanings = List.copyOf(meanings);
    }

    static SigningPolicyChanged of(SigningPolicy policy) {
        return new SigningPolicyChanged(
                policy.meanings().stream().map(Meaning::name).toList(),
                policy.rules().size(),
                policy.passwordDays(),
                policy.seriesMinutes());
    }

    @Override
    public String resourceType() {
        return "signing_policy";
    }

    @Override
    public String resourceId() {
        return "signatures";
    }
}
