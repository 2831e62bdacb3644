package io.foodflow.identity.sessions;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sessions")
final class SessionController {

    private final SessionList sessions;

    SessionController(SessionList sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/auth/sessions")
    @SignedIn
    @Operation(summary = "List the caller's own sessions, the last used first")
    Sessions own() {
        var user = caller();
        return new Sessions(sessions.of(user).orElseThrow(() -> gone()));
    }

    @DeleteMapping("/auth/sessions/{id}")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one of the caller's own sessions: its tokens are refused from now on")
    void revokeOwn(@PathVariable UUID id) {
        requireEnded(id, sessions.revoke(caller(), id));
    }

    @DeleteMapping("/auth/sessions")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End all of the caller's own sessions but the one that asks")
    void revokeOthers() {
        var own = CallContext.current().actor().session();
        sessions.revokeAll(caller(), own == null || own.isEmpty() ? null : UUID.fromString(own));
    }

    @GetMapping("/users/{id}/sessions")
    @RequiresPermission("session:read")
    @Operation(summary = "List a user's sessions, the last used first")
    Sessions ofUser(@PathVariable UUID id) {
        return new Sessions(sessions.of(id).orElseThrow(() -> unknown(id)));
    }

    @DeleteMapping("/users/{id}/sessions")
    @RequiresPermission("session:revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End all sessions of a user: it has to sign in again")
    void revokeAll(@PathVariable UUID id) {
        if (sessions.revokeAll(id, null).isEmpty()) {
            throw unknown(id);
        }
    }

    @DeleteMapping("/users/{id}/sessions/{session}")
    @RequiresPermission("session:revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one session of a user")
    void revoke(@PathVariable UUID id, @PathVariable UUID session) {
        requireEnded(session, sessions.revoke(id, session));
    }

    private static UUID caller() {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(Problem.of(
                    403, "users-only", "For users only", "this token belongs to a service, which has no sessions"));
        }
        return actor.id();
    }

    private static void requireEnded(UUID id, boolean ended) {
        if (!ended) {
            throw new ProblemException(Problems.notFound("session", id));
        }
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("user", id));
    }

    private static ProblemException gone() {
        return new ProblemException(Problems.unauthenticated("the user of this token no longer exists; sign in again"));
    }

    /** Sessions, all of them: a user has few. */
    record Sessions(List<Session> items) {

        Sessions {
            items = List.copyOf(items);
        }
    }
}
