package io.foodflow.identity.serviceaccounts;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An account of a machine was made. */
public record ServiceAccountCreated(
        UUID accountId, String name, List<String> roles, Map<String, List<String>> roleSites) implements DomainEvent {

    public ServiceAccountCreated {
        roles = List.copyOf(roles);
        roleSites = Map.copyOf(roleSites);
    }

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }
}
