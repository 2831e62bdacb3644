package io.foodflow.notification.suppressions;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.channels.Routes;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
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
@RequestMapping("/notifications/suppressions")
@Tag(name = "Notification suppressions", description = "Addresses that nothing is sent to")
final class SuppressionController {

    private static final int LONGEST_DETAIL = 300;

    private final Suppressions suppressions;
    private final Routes routes;

    SuppressionController(Suppressions suppressions, Routes routes) {
        this.suppressions = suppressions;
        this.routes = routes;
    }

    @GetMapping
    @RequiresPermission("notification_suppression:read")
    @Operation(
            summary = "List the addresses that nothing is sent to, the newest first",
            description =
                    "kind is email or sms, reason bounce, complaint, manual or unsubscribed. Where somebody unsubscribed,"
                            + " what is critical is sent all the same.")
    Page<Suppression> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var fields = new Fields();
        var wantedKind = kind == null ? null : kind(kind, fields).orElse(null);
        var wantedReason = reason == null ? null : Reason.find(reason).orElse(null);
        if (reason != null && wantedReason == null) {
            fields.add(
                    "reason",
                    "known-reason",
                    "reason must be one of %s, was '%s'".formatted(Reason.texts(), Fields.quoted(reason)));
        }
        fields.check();
        return suppressions.list(wantedKind, address, wantedReason, PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("notification_suppression:read")
    @Operation(summary = "Get a suppression")
    Suppression get(@PathVariable UUID id) {
        return suppressions.find(id).orElseThrow(() -> unknown(id));
    }

    @PostMapping
    @RequiresPermission("notification_suppression:write")
    @Operation(
            summary = "Send nothing to an address any more",
            description = "201 where that is new; 200 where nothing was sent there already, with why.")
    @ApiResponse(responseCode = "201", description = "Nothing is sent there from now on", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "Nothing was sent there already", useReturnTypeSchema = true)
    ResponseEntity<Suppression> add(@RequestBody Draft request) {
        var fields = new Fields();
        var kind = request.kind() == null ? Optional.<ChannelKind>empty() : kind(request.kind(), fields);
        if (request.kind() == null) {
            fields.required("kind");
        }
        var address = fields.present("address", request.address());
        var detail = fields.lineIfGiven("detail", request.detail(), LONGEST_DETAIL);
        fields.check();
        var made = suppressions.add(kind.orElseThrow(), written(kind.orElseThrow(), address), Reason.MANUAL, detail);
        var body = made.suppression();
        return made.isNew()
                ? ResponseEntity.created(URI.create("/notifications/suppressions/" + body.id()))
                        .body(body)
                : ResponseEntity.ok(body);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("notification_suppression:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Write to an address again")
    void delete(@PathVariable UUID id) {
        if (!suppressions.remove(id)) {
            throw unknown(id);
        }
    }

    private static Optional<ChannelKind> kind(String text, Fields fields) {
        if (text.equals(ChannelKind.EMAIL.text())) {
            return Optional.of(ChannelKind.EMAIL);
        }
        if (text.equals(ChannelKind.SMS.text())) {
            return Optional.of(ChannelKind.SMS);
        }
        fields.add("kind", "known-kind", "kind must be email or sms, was '%s'".formatted(Fields.quoted(text)));
        return Optional.empty();
    }

    /** As messages are addressed. */
    private String written(ChannelKind kind, String address) {
        try {
            return String.valueOf(routes.recipient(kind, address));
        } catch (ProblemException e) {
            throw new ProblemException(Problems.invalid(
                    "address",
                    "address",
                    kind == ChannelKind.EMAIL
                            ? "address must be an address as anna@example.com, was '%s'"
                                    .formatted(Fields.quoted(address))
                            : "address must be a number as +4915112345678, was '%s'"
                                    .formatted(Fields.quoted(address))));
        }
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("suppression", id));
    }

    /** An address that nothing is to be sent to. */
    record Draft(
            @Nullable String kind,
            @Nullable String address,
            @Nullable String detail) {}
}
