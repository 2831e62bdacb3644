package io.foodflow.identity.reviews;

import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/access-reviews")
@Tag(name = "Access reviews", description = "Who holds which role, looked at by somebody else, kept or taken away")
final class ReviewController {

    private static final String READ = "access_review:read";
    private static final String WRITE = "access_review:write";

    private final Reviews reviews;
    private final Roles roles;
    private final Clock clock;

    ReviewController(Reviews reviews, Roles roles, Clock clock) {
        this.reviews = reviews;
        this.roles = roles;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(summary = "List access reviews, the newest first")
    Page<Review> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return reviews.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get an access review")
    Review get(@PathVariable UUID id) {
        return reviews.find(id).orElseThrow(() -> absent("access review", id));
    }

    @PostMapping
    @RequiresPermission(WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Begin an access review",
            description = "Writes down who holds which role now, and what it gives. scope.holders are user and"
                    + " service_account (left out: both), scope.roles names of roles (left out: all). reviewer_id"
                    + " decides; about the reviewer himself deputy_id does.")
    ResponseEntity<Review> begin(@RequestBody Draft request) {
        var fields = new ReviewFields();
        var wanted = fields.review(request, roles.names(), clock.instant());
        fields.check();
        var begun = review(reviews.begin(wanted));
        return ResponseEntity.created(URI.create("/access-reviews/" + begun.id()))
                .body(begun);
    }

    @GetMapping("/{id}/items")
    @RequiresPermission(READ)
    @Operation(
            summary = "List what is to be decided in an access review, users first",
            description = "decision is open, keep or revoke.")
    Page<ReviewItem> items(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new ReviewFields();
        var wanted = fields.filter(decision);
        fields.check();
        return reviews.items(id, wanted, page).orElseThrow(() -> absent("access review", id));
    }

    @PutMapping("/{id}/items/{item}")
    @RequiresPermission("access_review:decide")
    @Operation(
            summary = "Decide about one item of an access review",
            description =
                    "keep or revoke, by the item's reviewer. What is revoked is taken away at once, and no decision"
                            + " brings it back; it needs a comment.")
    ReviewItem decide(@PathVariable UUID id, @PathVariable UUID item, @RequestBody Choice request) {
        var fields = new ReviewFields();
        var decision = fields.decision(request.decision());
        var comment = fields.comment(request.comment(), decision);
        fields.check();
        var outcome = reviews.decide(id, item, decision, comment);
        if (outcome instanceof ReviewOutcome.Decided(var decided)) {
            return decided;
        }
        throw refused(outcome);
    }

    @PostMapping("/{id}/close")
    @RequiresPermission(WRITE)
    @Operation(
            summary = "Close an access review in which everything was decided",
            description = "With a reason also one in which not, as where its reviewer has left: what is open stays so.")
    Review close(@PathVariable UUID id, @RequestParam(required = false) @Nullable String reason) {
        var fields = new ReviewFields();
        var given = fields.reason(reason);
        fields.check();
        return review(reviews.close(id, given));
    }

    @GetMapping(path = "/{id}/report", produces = "text/csv")
    @RequiresPermission(READ)
    @Operation(summary = "Get an access review as a table (CSV)")
    ResponseEntity<String> report(@PathVariable UUID id) {
        var report = reviews.report(id).orElseThrow(() -> absent("access review", id));
        var name = "access-review-%s.csv".formatted(report.review().id());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(ReviewReport.csv(report.items()));
    }

    private static Review review(ReviewOutcome outcome) {
        if (outcome instanceof ReviewOutcome.Saved(var review)) {
            return review;
        }
        throw refused(outcome);
    }

    private static ProblemException refused(ReviewOutcome outcome) {
        return switch (outcome) {
            case ReviewOutcome.NoReviewer(var field, var user) ->
                new ProblemException(Problems.invalid(
                        field,
                        "known-user",
                        "%s must be an active user of this company, was %s".formatted(field, user)));
            case ReviewOutcome.DeputyNeeded _ ->
                new ProblemException(Problems.invalid(
                        "deputy_id",
                        "required",
                        "deputy_id is required: the reviewer holds a role of this review, and nobody reviews himself"));
            case ReviewOutcome.NothingToReview _ ->
                conflict("nothing-to-review", "Nothing to review", "nobody holds any of these roles");
            case ReviewOutcome.Absent(var kind, var id) -> absent(kind, id);
            case ReviewOutcome.Over(var review) ->
                conflict("review-closed", "Review closed", "the access review '%s' is closed".formatted(review.name()));
            case ReviewOutcome.StillOpen(var items) ->
                conflict(
                        "items-open",
                        "Not all decided",
                        "%d items are not decided yet; decide them, or close with a reason".formatted(items));
            case ReviewOutcome.AnothersItem _ ->
                new ProblemException(Problem.of(
                        403,
                        "not-your-item",
                        "Not yours to decide",
                        "somebody else decides about this; the item's reviewer_id says who"));
            case ReviewOutcome.AlreadyRevoked _ ->
                conflict(
                        "already-revoked",
                        "Already revoked",
                        "the role was taken away; whoever is to have it again is given it with PUT /users/{id}");
            case ReviewOutcome.BeyondCaller(var permissions) -> BeyondCaller.refused("the role", permissions);
            case ReviewOutcome.LastAdministrator _ ->
                conflict(
                        "last-administrator",
                        "Last administrator",
                        "this is the last active tenant_admin; make another one first");
            case ReviewOutcome.Saved _, ReviewOutcome.Decided _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problems.conflict(slug, title, detail));
    }

    private static ProblemException absent(String kind, UUID id) {
        return new ProblemException(Problems.notFound(kind, id));
    }

    /** A review to begin. */
    record Draft(
            @Nullable String name,
            @Nullable UUID reviewerId,
            @Nullable UUID deputyId,
            @Nullable Instant dueAt,
            @Nullable ScopeDraft scope) {}

    /** What it is to look at. */
    record ScopeDraft(
            @Nullable List<@Nullable String> holders,
            @Nullable List<@Nullable String> roles) {}

    /** What is decided, and why. */
    record Choice(@Nullable String decision, @Nullable String comment) {}
}
