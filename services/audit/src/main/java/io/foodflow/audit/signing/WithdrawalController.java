package io.foodflow.audit.signing;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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
@RequestMapping("/audit/signing/withdrawals")
@Tag(name = "Withdrawn signers", description = "Who may not sign any more, as after a loss")
final class WithdrawalController {

    private static final int LONGEST_REASON = 500;

    private final Withdrawals withdrawals;
    private final IdentityApi identity;

    WithdrawalController(Withdrawals withdrawals, IdentityApi identity) {
        this.withdrawals = withdrawals;
        this.identity = identity;
    }

    @GetMapping
    @RequiresPermission("signing_policy:read")
    @Operation(summary = "List who may not sign any more")
    Page<Withdrawal> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return withdrawals.list(PageRequest.of(limit, cursor));
    }

    @PostMapping
    @RequiresPermission("signing_policy:write")
    @Operation(
            summary = "Withdraw somebody's right to sign, at once",
            description =
                    "As when a password or a device was lost. Signatures that were made stay. Whoever is withdrawn can"
                            + " still sign in: PUT /users/{id} disables the account.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Withdrawal> withdraw(@RequestBody Draft request) {
        var fields = new Fields();
        if (request.userId() == null) {
            fields.required("user_id");
        }
        var reason = fields.line("reason", request.reason(), LONGEST_REASON);
        fields.check();
        var user = Objects.requireNonNull(request.userId());
        var known = identity.user(user);
        var made = withdrawals
                .withdraw(known.id(), reason)
                .orElseThrow(() -> new ProblemException(Problems.conflict(
                        "already-withdrawn", "Already withdrawn", "this user's right to sign was withdrawn before")));
        return ResponseEntity.created(URI.create("/audit/signing/withdrawals/" + made.userId()))
                .body(made);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("signing_policy:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give another user the right to sign back")
    void restore(@PathVariable UUID id) {
        if (!withdrawals.restore(id)) {
            throw new ProblemException(Problems.notFound("withdrawal of user", id));
        }
    }

    /** Whose right is withdrawn, and why. */
    record Draft(@Nullable UUID userId, @Nullable String reason) {}
}
