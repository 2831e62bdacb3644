package io.foodflow.notification.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.notification.sending.Outside;
import io.foodflow.notification.sending.Sending;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.SecretAnswer;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
@RequestMapping("/notifications/channels")
@Tag(
        name = "Notification channels",
        description = "Where messages can go: mail, text messages, Slack, Teams, web hooks")
final class ChannelController {

    private static final int LONGEST_OVERLAP_HOURS = 168;

    private final Channels channels;
    private final ChannelTests tests;
    private final Outside outside;
    private final Sending sending;

    ChannelController(Channels channels, ChannelTests tests, Outside outside, Sending sending) {
        this.channels = channels;
        this.tests = tests;
        this.outside = outside;
        this.sending = sending;
    }

    @GetMapping
    @RequiresPermission("notification_channel:read")
    @Operation(summary = "List channels by name")
    Page<View> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return channels.list(PageRequest.of(limit, cursor)).map(channel -> view(channel, null));
    }

    @GetMapping("/{id}")
    @RequiresPermission("notification_channel:read")
    @Operation(summary = "Get a channel")
    ResponseEntity<View> get(@PathVariable UUID id) {
        return tagged(view(channels.find(id).orElseThrow(() -> unknown(id)), null));
    }

    @PostMapping
    @RequiresPermission("notification_channel:write")
    @SecretAnswer
    @Operation(
            summary = "Set up a channel",
            description =
                    "kind is email, sms (Twilio), slack, teams (a workflow that begins when its address is called) or webhook."
                            + " Secrets are never read back. The answer for a webhook holds the signing_secret, this once:"
                            + " its messages are signed as Standard Webhooks says.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> add(@RequestBody Draft request) {
        var made = saved(channels.add(read(request)));
        return ResponseEntity.created(URI.create("/notifications/channels/" + made.id()))
                .eTag(Versions.tag(made.version()))
                .body(made);
    }

    @PutMapping("/{id}")
    @RequiresPermission("notification_channel:write")
    @Operation(
            summary = "Replace what a channel is set up with",
            description =
                    "Secrets left out stay. With another mail server, sign-in or account they have to be given anew."
                            + " The kind stays.")
    ResponseEntity<View> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        return tagged(saved(channels.update(id, ifMatch, read(request))));
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("notification_channel:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a channel")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var outcome = channels.delete(id, ifMatch);
        if (!(outcome instanceof ChannelOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    @PostMapping("/{id}/test")
    @RequiresPermission("notification_channel:write")
    @Operation(
            summary = "Send a test message through a channel, switched on or not",
            description =
                    "outcome is accepted, refused (for good), postponed (try again) or not_configured. to is an address"
                            + " for email and a number for sms; by this installation's mail server only one's own address.")
    TestResult test(@PathVariable UUID id, @RequestBody TestRequest request) {
        return tests.send(id, request.to());
    }

    @PostMapping("/{id}/rotate-secret")
    @RequiresPermission("notification_channel:write")
    @SecretAnswer
    @Operation(
            summary = "Give a web hook another secret",
            description =
                    "The answer holds it, this once. For overlap_hours more, 0..168, messages are signed by the secret"
                            + " before, too.")
    ResponseEntity<View> rotate(@PathVariable UUID id, @RequestBody Rotation request) {
        int hours = request.overlapHours() == null ? 24 : request.overlapHours();
        if (hours < 0 || hours > LONGEST_OVERLAP_HOURS) {
            throw new ProblemException(Problems.invalid(
                    "overlap_hours",
                    "range",
                    "overlap_hours must be 0..%d, was %d".formatted(LONGEST_OVERLAP_HOURS, hours)));
        }
        return tagged(saved(channels.rotate(id, Duration.ofHours(hours))));
    }

    private ChannelDraft read(Draft request) {
        return new ChannelFields(outside)
                .draft(request.name(), request.kind(), request.enabled(), request.settings(), request.secrets());
    }

    private View saved(ChannelOutcome outcome) {
        if (outcome instanceof ChannelOutcome.Saved(var channel, var secret)) {
            return view(channel, secret);
        }
        throw refused(outcome);
    }

    private static ProblemException refused(ChannelOutcome outcome) {
        return switch (outcome) {
            case ChannelOutcome.Absent(var id) -> unknown(id);
            case ChannelOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another channel is called '%s'".formatted(name)));
            case ChannelOutcome.OtherKind(var kind) ->
                new ProblemException(Problems.invalid(
                        "kind",
                        "same-kind",
                        "kind must be %s: a channel stays what it is; set up another".formatted(kind.text())));
            case ChannelOutcome.SecretNeeded(var secret) ->
                new ProblemException(Problems.invalid(
                        "secrets." + secret,
                        "required",
                        "secrets.%s is required: there is none yet, or it was entered for another server or account"
                                .formatted(secret)));
            case ChannelOutcome.NotSigned(var kind) ->
                new ProblemException(Problems.conflict(
                        "not-signed",
                        "Not signed",
                        "only a webhook is signed, this channel is of kind %s; give its secret with PUT"
                                .formatted(kind.text())));
            case ChannelOutcome.Saved _, ChannelOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private View view(Channel channel, @Nullable String signingSecret) {
        boolean noServer =
                ChannelSettings.PLATFORM.equals(channel.settings().server()) && !sending.installationSendsMail();
        var notReady = noServer
                ? "this installation has no mail server; name one of your own, or ask who runs the installation"
                : channel.missingSecret()
                        .map(secret -> "its secret '%s' is missing; give it anew".formatted(secret))
                        .orElse(null);
        return new View(
                channel.id(),
                channel.name(),
                channel.kind(),
                channel.enabled(),
                channel.settings(),
                channel.secretsSet(),
                channel.previousSecretUntil(),
                signingSecret,
                notReady == null,
                notReady,
                channel.createdBy(),
                channel.createdAt(),
                channel.updatedAt(),
                channel.version());
    }

    private static ResponseEntity<View> tagged(View view) {
        return ResponseEntity.ok().eTag(Versions.tag(view.version())).body(view);
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("channel", id));
    }

    /**
     * A channel as it is read.
     *
     * @param signingSecret of a webhook, just after it was made
     * @param ready whether there is all it needs to send
     * @param notReady why it is not
     */
    record View(
            UUID id,
            String name,
            ChannelKind kind,
            boolean enabled,
            ChannelSettings settings,
            List<String> secretsSet,
            @Nullable Instant previousSecretUntil,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String signingSecret,

            boolean ready,
            @Nullable String notReady,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            long version) {

        View {
            secretsSet = List.copyOf(secretsSet);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "View[%s]".formatted(id);
        }
    }

    /** A channel to be; it is switched on unless enabled is false. */
    record Draft(
            @Nullable String name,
            @Nullable String kind,
            @Nullable Boolean enabled,
            @Nullable ChannelSettings settings,
            @Nullable Secrets secrets) {}

    /**
     * What a channel proves itself by.
     *
     * @param password of the user at an own mail server
     * @param authToken of the account at Twilio
     * @param webhookUrl that Slack or Teams made: whoever knows it may post
     * @param botToken of a Slack app
     */
    record Secrets(
            @Nullable String password,
            @Nullable String authToken,
            @Nullable String webhookUrl,
            @Nullable String botToken) {

        /** Without any. */
        @Override
        public String toString() {
            return "Secrets[]";
        }
    }

    /** Whom a test message is for. */
    record TestRequest(@Nullable String to) {}

    /** How long the secret before goes on counting; 24 hours where it is left out. */
    record Rotation(@Nullable Integer overlapHours) {}
}
