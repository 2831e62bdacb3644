package io.foodflow.identity.serviceaccounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.UserFields;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.SecretAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/service-accounts")
@Tag(name = "Service accounts")
final class ServiceAccountController {

    private static final int LONGEST_OVERLAP_HOURS = 168;
    private static final int LONGEST_DESCRIPTION = 500;

    private final ServiceAccounts accounts;
    private final Roles roles;
    private final Clock clock;

    ServiceAccountController(ServiceAccounts accounts, Roles roles, Clock clock) {
        this.accounts = accounts;
        this.roles = roles;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission("service_account:read")
    @Operation(summary = "List service accounts by name")
    Page<ServiceAccount> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return accounts.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("service_account:read")
    @Operation(summary = "Get a service account")
    ServiceAccount get(@PathVariable UUID id) {
        return accounts.find(id).orElseThrow(() -> unknown(id));
    }

    @PostMapping
    @RequiresPermission("service_account:write")
    @SecretAnswer
    @Operation(
            summary = "Make a service account",
            description = "The answer holds its key, this once. POST /auth/token exchanges it for access tokens."
                    + " role_sites as for a user.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<WithKey> create(@RequestBody Creation request) {
        var fields = new Fields();
        var ofPeople = new UserFields(fields);
        var wanted = new NewServiceAccount(
                ofPeople.name("name", request.name()),
                Objects.requireNonNullElse(
                        fields.lineIfGiven("description", request.description(), LONGEST_DESCRIPTION), ""),
                ofPeople.assignments(request.roles(), request.roleSites(), roles.names()),
                future(request.expiresAt(), fields));
        fields.check();
        var made = keyed(accounts.create(wanted));
        return ResponseEntity.created(
                        URI.create("/service-accounts/" + made.account().id()))
                .body(made);
    }

    @PostMapping("/{id}/rotate")
    @RequiresPermission("service_account:write")
    @SecretAnswer
    @Operation(
            summary = "Give a service account another key",
            description =
                    "The answer holds the key, this once. The keys before it work for overlap_hours more, 0..168.")
    WithKey rotate(@PathVariable UUID id, @RequestBody Rotation request) {
        int hours = request.overlapHours() == null ? 0 : request.overlapHours();
        if (hours < 0 || hours > LONGEST_OVERLAP_HOURS) {
            throw new ProblemException(Problems.invalid(
                    "overlap_hours",
                    "range",
                    "overlap_hours must be 0..%d, was %d".formatted(LONGEST_OVERLAP_HOURS, hours)));
        }
        return keyed(accounts.rotate(id, Duration.ofHours(hours)));
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("service_account:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a service account: its keys and tokens are refused from now on")
    void delete(@PathVariable UUID id) {
        var outcome = accounts.delete(id);
        if (!(outcome instanceof ServiceAccountOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    private @Nullable Instant future(@Nullable Instant expires, Fields fields) {
        if (expires != null && !expires.isAfter(clock.instant())) {
            fields.add("expires_at", "future", "expires_at must be in the future, was %s".formatted(expires));
        }
        return expires;
    }

    private static WithKey keyed(ServiceAccountOutcome outcome) {
        if (outcome instanceof ServiceAccountOutcome.Keyed(var account, var key)) {
            return new WithKey(account, account.id().toString(), key.text());
        }
        throw refused(outcome);
    }

    private static ProblemException refused(ServiceAccountOutcome outcome) {
        return switch (outcome) {
            case ServiceAccountOutcome.Absent(var id) -> unknown(id);
            case ServiceAccountOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another service account is called '%s'".formatted(name)));
            case ServiceAccountOutcome.BeyondCaller(var permissions) ->
                BeyondCaller.refused("one of the roles", permissions);
            case ServiceAccountOutcome.Keyed _, ServiceAccountOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("service account", id));
    }

    /** A service account to make. */
    record Creation(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<@Nullable String> roles,
            @Nullable Map<String, @Nullable List<@Nullable String>> roleSites,
            @Nullable Instant expiresAt) {}

    /** How long the keys before the new one work on. */
    record Rotation(@Nullable Integer overlapHours) {}

    /** A service account with the key that was just made for it. */
    record WithKey(@JsonUnwrapped ServiceAccount account, String clientId, String clientSecret) {

        /** Without the key. */
        @Override
        public String toString() {
            return "WithKey[%s]".formatted(clientId);
        }
    }
}
