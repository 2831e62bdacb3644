package io.foodflow.identity.auditors;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.users.UserFields;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.PublicAddress;
import io.foodflow.platform.web.SecretAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auditor-links")
@Tag(name = "Auditor links", description = "Links by which auditors from outside read the audit trail for a time")
final class AuditorLinkController {

    private static final Duration LONGEST_LIFE = Duration.ofDays(90);
    private static final int LONGEST_NAME = 120;
    private static final int MOST_TYPES = 50;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    private final AuditorLinks links;
    private final PublicAddress address;
    private final Clock clock;

    AuditorLinkController(AuditorLinks links, PublicAddress address, Clock clock) {
        this.links = links;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission("auditor_link:read")
    @Operation(summary = "List the links given to auditors from outside, the newest first")
    Page<AuditorLink> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return links.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("auditor_link:read")
    @Operation(
            summary = "Get a link given to an auditor from outside",
            description = "What was read by it: GET /audit/entries?user={id}.")
    AuditorLink get(@PathVariable UUID id) {
        return links.find(id).orElseThrow(() -> absent(id));
    }

    @PostMapping
    @RequiresPermission("auditor_link:write")
    @SecretAnswer
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a link for an auditor from outside",
            description =
                    "For one person, up to 90 days. It opens the audit trail for reading, within scope: entries from a"
                            + " time, to a time (itself not in it), about kinds of things (none are all). The answer holds"
                            + " token and url, this once. The caller must hold audit:read.")
    ResponseEntity<WithToken> make(@RequestBody Draft request) {
        var fields = new Fields();
        var ofPeople = new UserFields(fields);
        var name = fields.line("name", request.name(), LONGEST_NAME);
        var email = ofPeople.email(request.email());
        var ends = ends(request.endsAt(), fields);
        var scope = scope(request.scope(), fields);
        fields.check();
        if (!CallContext.current().actor().may(AccessTokens.AUDITORS_PERMISSION)) {
            throw BeyondCaller.refused("the link", Set.of(AccessTokens.AUDITORS_PERMISSION));
        }
        var made = links.make(new NewAuditorLink(name, email, scope, ends));
        var token = made.secret().text();
        return ResponseEntity.created(URI.create("/auditor-links/" + made.link().id()))
                .body(new WithToken(made.link(), token, address.link("/app/auditor#" + token)));
    }

    @PostMapping("/{id}/revocation")
    @RequiresPermission("auditor_link:write")
    @Operation(summary = "Revoke a link of an auditor: it and whatever was opened by it end at once")
    AuditorLink revoke(@PathVariable UUID id) {
        return switch (links.revoke(id)) {
            case AuditorLinkOutcome.Revoked(var link) -> link;
            case AuditorLinkOutcome.Over(var link) ->
                throw new ProblemException(Problems.conflict(
                        "link-over",
                        "The link is over",
                        "the link of %s opens nothing any more: it is %s"
                                .formatted(link.email(), link.state().text())));
            case AuditorLinkOutcome.Absent _ -> throw absent(id);
            case AuditorLinkOutcome.Made _ -> throw new IllegalStateException("nothing was to be made");
        };
    }

    private Instant ends(@Nullable Instant value, Fields fields) {
        var now = clock.instant();
        if (value == null) {
            fields.required("ends_at");
            return now;
        }
        if (!value.isAfter(now) || value.isAfter(now.plus(LONGEST_LIFE))) {
            fields.add(
                    "ends_at",
                    "range",
                    "ends_at must be in the future and at most %d days away, was %s"
                            .formatted(LONGEST_LIFE.toDays(), value));
        }
        return value;
    }

    private static Reach scope(@Nullable Scope draft, Fields fields) {
        if (draft == null) {
            return new Reach(null, null, Set.of());
        }
        if (draft.from() != null && draft.to() != null && !draft.from().isBefore(draft.to())) {
            fields.add(
                    "scope.to",
                    "range",
                    "scope.to must be after scope.from, which is %s, was %s".formatted(draft.from(), draft.to()));
        }
        var types = new TreeSet<String>();
        var given = draft.resourceTypes() == null ? List.<@Nullable String>of() : draft.resourceTypes();
        if (given.size() > MOST_TYPES) {
            fields.add(
                    "scope.resource_types",
                    "length",
                    "scope.resource_types must have up to %d entries, had %d".formatted(MOST_TYPES, given.size()));
            return new Reach(null, null, Set.of());
        }
        for (int i = 0; i < given.size(); i++) {
            var field = "scope.resource_types[%d]".formatted(i);
            var type = fields.present(field, given.get(i));
            if (!type.isEmpty() && !TYPE.matcher(type).matches()) {
                fields.add(
                        field,
                        "format",
                        "%s must be small letters, digits and '_', was '%s'".formatted(field, Fields.quoted(type)));
            }
            types.add(type);
        }
        return new Reach(draft.from(), draft.to(), types);
    }

    private static ProblemException absent(UUID id) {
        return new ProblemException(Problems.notFound("auditor link", id));
    }

    /** A link to make. */
    record Draft(
            @Nullable String name,
            @Nullable String email,
            @Nullable Instant endsAt,
            @Nullable Scope scope) {}

    /** What it is to open. */
    record Scope(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable List<@Nullable String> resourceTypes) {}

    /** A link that was just made, with what opens it. */
    record WithToken(@JsonUnwrapped AuditorLink link, String token, String url) {

        /** Without the token. */
        @Override
        public String toString() {
            return "WithToken[%s]".formatted(link.id());
        }
    }
}
