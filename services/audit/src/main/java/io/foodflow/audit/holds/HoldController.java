package io.foodflow.audit.holds;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
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
@RequestMapping("/audit/holds")
@Tag(name = "Legal holds", description = "What must not be dropped, erased or deleted, and why")
final class HoldController {

    private static final String WRITE = "legal_hold:write";
    private static final String READ = "legal_hold:read";

    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(summary = "List legal holds, the newest first", description = "state is active or released.")
    Page<Hold> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new HoldFields();
        var wanted = fields.state(state);
        fields.check();
        return holds.list(wanted, page);
    }

    @GetMapping("/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a legal hold")
    Hold get(@PathVariable UUID id) {
        return holds.find(id).orElseThrow(() -> absent(id));
    }

    @PostMapping
    @RequiresPermission(WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Place a legal hold, at once",
            description =
                    "From now on nothing that it reaches is dropped by retention, erased or deleted; whoever tries is told its"
                            + " name. In scope all conditions must fit; everything: true has none. What lets somebody in, as a"
                            + " service account or a role, can always be taken away: the trail keeps what it was.")
    ResponseEntity<Hold> place(@RequestBody Draft request) {
        var fields = new HoldFields();
        var name = fields.name(request.name());
        var reason = fields.reason(request.reason());
        var scope = fields.scope(request.scope());
        fields.check();
        var placed = holds.place(name, reason, scope);
        return ResponseEntity.created(URI.create("/audit/holds/" + placed.id())).body(placed);
    }

    @PostMapping("/{id}/release")
    @RequiresPermission(WRITE)
    @Operation(
            summary = "Release a legal hold",
            description = "What it kept goes when its time is over, unless another hold keeps it.")
    Hold release(@PathVariable UUID id, @RequestBody Release request) {
        var fields = new HoldFields();
        var reason = fields.reason(request.reason());
        fields.check();
        return switch (holds.release(id, reason)) {
            case HoldOutcome.Released(var hold) -> hold;
            case HoldOutcome.Before(var hold) ->
                throw new ProblemException(Problems.conflict(
                        "already-released",
                        "Already released",
                        "the legal hold '%s' was released on %s".formatted(hold.name(), hold.releasedAt())));
            case HoldOutcome.Absent() -> throw absent(id);
        };
    }

    private static ProblemException absent(UUID id) {
        return new ProblemException(Problems.notFound("legal hold", id));
    }

    /** A hold as it is asked for. */
    record Draft(
            @Nullable String name,
            @Nullable String reason,
            @Nullable ScopeDraft scope) {}

    /** What it is to reach. */
    record ScopeDraft(
            @Nullable Boolean everything,
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable String site,
            @Nullable UUID person,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Why it ends. */
    record Release(@Nullable String reason) {}
}
