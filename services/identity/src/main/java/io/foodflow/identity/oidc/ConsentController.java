package io.foodflow.identity.oidc;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth/applications")
@Tag(name = "OpenID Connect")
final class ConsentController {

    private final Consents consents;

    ConsentController(Consents consents) {
        this.consents = consents;
    }

    @GetMapping
    @SignedIn
    @Operation(summary = "List the applications that the caller signed in to or let learn of itself, by name")
    Applications list() {
        return new Applications(consents.of(caller()));
    }

    @DeleteMapping("/{client}")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take back what the caller let an application do",
            description = "Its tokens of the caller are refused from now on; the next sign-in to it asks again.")
    void withdraw(@PathVariable UUID client) {
        if (!consents.withdraw(caller(), client)) {
            throw new ProblemException(Problems.notFound("application that you allowed", client));
        }
    }

    private static UUID caller() {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(Problem.of(
                    403, "users-only", "For users only", "this token belongs to a service, which allows nothing"));
        }
        return actor.id();
    }

    /** Applications, all of them: a user has few. */
    record Applications(List<AllowedApplication> items) {

        Applications {
            items = List.copyOf(items);
        }
    }
}
