package io.foodflow.identity.oidc.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.SecretAnswer;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oauth-clients")
@Tag(name = "OpenID Connect")
final class OAuthClientController {

    private static final int LONGEST_OVERLAP_HOURS = 168;

    private final OAuthClients clients;

    OAuthClientController(OAuthClients clients) {
        this.clients = clients;
    }

    @GetMapping
    @RequiresPermission("oauth_client:read")
    @Operation(summary = "List the applications that may sign people in, by name")
    Page<OAuthClient> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return clients.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("oauth_client:read")
    @Operation(summary = "Get an application that may sign people in")
    ResponseEntity<OAuthClient> get(@PathVariable UUID id) {
        return tagged(clients.find(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping
    @RequiresPermission("oauth_client:write")
    @SecretAnswer
    @Operation(
            summary = "Register an application that may sign people in",
            description =
                    "kind is confidential (it runs on a server; the answer holds its client_secret, this once) or"
                            + " public (browser, telephone; PKCE instead of a secret). Addresses are compared letter by letter.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<WithSecret> register(@RequestBody Draft request) {
        var made = saved(clients.register(request.read(null)));
        return ResponseEntity.created(
                        URI.create("/oauth-clients/" + made.client().id()))
                .eTag(Versions.tag(made.client().version()))
                .body(made);
    }

    @PutMapping("/{id}")
    @RequiresPermission("oauth_client:write")
    @Operation(
            summary = "Replace what is known of an application",
            description = "The kind stays as it was registered. Acts on the application's next request.")
    ResponseEntity<OAuthClient> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        var before = clients.find(id).orElseThrow(() -> unknown(id));
        return tagged(
                saved(clients.update(id, ifMatch, request.read(before.kind()))).client());
    }

    @PostMapping("/{id}/rotate-secret")
    @RequiresPermission("oauth_client:write")
    @SecretAnswer
    @Operation(
            summary = "Give an application another secret",
            description =
                    "The answer holds it, this once. The one before works for overlap_hours more, 0..168; of none it"
                            + " is refused from now on.")
    WithSecret rotate(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable Rotation request) {
        var asked = request == null ? null : request.overlapHours();
        int hours = asked == null ? 0 : asked;
        if (hours < 0 || hours > LONGEST_OVERLAP_HOURS) {
            throw new ProblemException(Problems.invalid(
                    "overlap_hours",
                    "range",
                    "overlap_hours must be 0..%d, was %d".formatted(LONGEST_OVERLAP_HOURS, hours)));
        }
        return saved(clients.rotateSecret(id, ifMatch, Duration.ofHours(hours)));
    }

    @PostMapping("/{id}/disable")
    @RequiresPermission("oauth_client:write")
    @Operation(
            summary = "Switch an application off",
            description = "Nobody signs in to it, and its tokens are refused from now on, also when it is on again.")
    ResponseEntity<OAuthClient> disable(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(saved(clients.enable(id, ifMatch, false)).client());
    }

    @PostMapping("/{id}/enable")
    @RequiresPermission("oauth_client:write")
    @Operation(summary = "Switch an application on again")
    ResponseEntity<OAuthClient> enable(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(saved(clients.enable(id, ifMatch, true)).client());
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("oauth_client:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove an application: its tokens are refused from now on")
    void delete(@PathVariable UUID id) {
        var outcome = clients.delete(id);
        if (!(outcome instanceof ClientOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    private static ResponseEntity<OAuthClient> tagged(OAuthClient client) {
        return ResponseEntity.ok().eTag(Versions.tag(client.version())).body(client);
    }

    private static WithSecret saved(ClientOutcome outcome) {
        if (outcome instanceof ClientOutcome.Saved(var client, var secret)) {
            return new WithSecret(client, client.id().toString(), secret == null ? null : secret.text());
        }
        throw refused(outcome);
    }

    private static ProblemException refused(ClientOutcome outcome) {
        return switch (outcome) {
            case ClientOutcome.Absent(var id) -> unknown(id);
            case ClientOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another application is called '%s'".formatted(name)));
            case ClientOutcome.HasNoSecret _ ->
                new ProblemException(Problem.of(
                        409,
                        "no-secret",
                        "No secret",
                        "a public client has no secret; register a confidential one for a server"));
            case ClientOutcome.Saved _, ClientOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("oauth client", id));
    }

    /** An application to be. */
    record Draft(
            @Nullable String name,
            @Nullable String description,
            @Nullable Kind kind,
            @Nullable List<@Nullable GrantType> grantTypes,
            @Nullable List<@Nullable String> redirectUris,
            @Nullable List<@Nullable String> postLogoutRedirectUris,
            @Nullable List<@Nullable String> scopes,
            @Nullable Boolean consentRequired) {

        /** Every field by its rule; the kind of a client that exists stays what it is. */
        ClientDraft read(@Nullable Kind existing) {
            var fields = new ClientFields();
            var of = existing == null ? fields.kind(kind) : existing;
            var grants = fields.grantTypes(grantTypes, of);
            var draft = new ClientDraft(
                    fields.name(name),
                    fields.description(description),
                    of,
                    grants,
                    fields.addresses("redirect_uris", redirectUris, grants.contains(GrantType.AUTHORIZATION_CODE)),
                    fields.addresses("post_logout_redirect_uris", postLogoutRedirectUris, false),
                    fields.scopes(scopes),
                    !Boolean.FALSE.equals(consentRequired));
            fields.check();
            return draft;
        }
    }

    /** How long the secret before the new one works on. */
    record Rotation(@Nullable Integer overlapHours) {}

    /** An application with the secret that was just made for it. */
    record WithSecret(
            @JsonUnwrapped OAuthClient client,
            String clientId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientSecret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "WithSecret[%s]".formatted(clientId);
        }
    }
}
