package io.foodflow.identity.trail;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sign-ins")
final class TrailController {

    private final TrailRepository trail;
    private final UnitOfWork work;

    TrailController(TrailRepository trail, UnitOfWork work) {
        this.trail = trail;
        this.work = work;
    }

    @GetMapping("/sign-ins")
    @RequiresPermission("sign_in:read")
    @Operation(
            summary = "List who came in and who was turned away, the newest first",
            description =
                    "subject is the id of a user, an application, a service account or an identity provider; kind user,"
                            + " application, service_account or identity_provider; outcome signed_in, signed_out, code_asked, refused, locked, recovery_code_used,"
                            + " token_reused, token_issued or key_refused; address an IP address; from and to are times, to itself"
                            + " is not in it. new_address marks a user's first sign-in from an address.")
    Page<TrailEntry> list(
            @RequestParam(required = false) @Nullable UUID subject,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return page(new TrailFields().filter(subject, kind, outcome, address, from, to), page);
    }

    @GetMapping("/auth/sign-ins")
    @SignedIn
    @Operation(summary = "List the caller's own sign-ins and what was refused, the newest first")
    Page<TrailEntry> own(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(Problem.of(
                    403, "users-only", "For users only", "this token belongs to a service, which does not sign in"));
        }
        return page(TrailFilter.ofUser(actor.id()), PageRequest.of(limit, cursor));
    }

    private Page<TrailEntry> page(TrailFilter filter, PageRequest page) {
        var rows = work.read(() -> trail.list(filter, page));
        return Page.of(rows, page, row -> Cursor.after(row.time(), row.id()));
    }
}
