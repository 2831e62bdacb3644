package io.foodflow.identity.auditors;

import io.foodflow.identity.links.LinkProblems;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth/auditor")
@Tag(name = "Auditor links")
final class AuditorDoorController {

    private static final int LONGEST = 1_024;

    private final AuditorDoor door;
    private final Clock clock;

    AuditorDoorController(AuditorDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    @PostMapping
    @OpenToAll
    @Operation(
            summary = "Open the audit trail by the link of an auditor",
            description =
                    "The answer holds an access token that reads audit entries, trails of resources, proofs and the"
                            + " ledger's head, within the scope of the link, and does nothing else. When it has run out,"
                            + " open the link again. Each opening and each reading is an entry of the trail, under the"
                            + " auditor's name.")
    ResponseEntity<Opened> open(@RequestBody Key request) {
        var token = request.token();
        if (token == null || token.isBlank() || token.length() > LONGEST) {
            throw new ProblemException(
                    Problems.invalid("token", "required", "token is required: what stands behind the # of the link"));
        }
        return switch (door.open(token)) {
            case AuditorDoor.Outcome.Admitted(var access, var link, var tenant) ->
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Opened(
                                access.token(),
                                "Bearer",
                                Duration.between(
                                                clock.instant(),
                                                access.expiresAt().plusMillis(999))
                                        .toSeconds(),
                                new Auditor(link.name(), link.email()),
                                new Company(tenant.id().value(), tenant.name()),
                                link.scope(),
                                link.endsAt()));
            case AuditorDoor.Outcome.Refused _ ->
                throw new ProblemException(Problem.of(
                        401,
                        "link-refused",
                        "This link does not work",
                        "the link is not valid, has ended or was revoked; ask whoever gave it to you for a new one"));
            case AuditorDoor.Outcome.Locked(var pause) -> throw LinkProblems.tooMany(pause);
        };
    }

    /** What opens the trail. */
    record Key(@Nullable String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Key[]";
        }
    }

    /** The trail is open. */
    record Opened(
            String accessToken,
            String tokenType,
            long expiresIn,
            Auditor auditor,
            Company company,
            Reach scope,
            Instant endsAt) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Opened[]";
        }
    }

    /** Who reads. */
    record Auditor(String name, String email) {}

    /** Whose trail it is. */
    record Company(UUID id, String name) {}
}
