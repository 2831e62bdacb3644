package io.foodflow.notification.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.deliveries.Delivery;
import io.foodflow.notification.sending.Severity;
import io.foodflow.notification.templates.Rendered;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/notifications")
@Tag(name = "Notifications", description = "What people are told, in the workspace and by channels")
final class NotificationController {

    private static final String ALL = "notification_delivery:read";
    private static final int DELIVERIES_SHOWN = 100;

    private final Notifications notifications;
    private final Recipients recipients;
    private final Templates templates;
    private final Deliveries deliveries;
    private final InboxSettings settings;
    private final JsonMapper json;

    NotificationController(
            Notifications notifications,
            Recipients recipients,
            Templates templates,
            Deliveries deliveries,
            InboxSettings settings,
            JsonMapper json) {
        this.notifications = notifications;
        this.recipients = recipients;
        this.templates = templates;
        this.deliveries = deliveries;
        this.settings = settings;
        this.json = json;
    }

    @PostMapping
    @RequiresPermission("notification:send")
    @Operation(
            summary = "Send a notification",
            description =
                    "subject and text, or template_id and data. severity is info, warning or critical. to names users and"
                            + " roles, who get it in the workspace and, by the channels in via, as mail; addresses, each by a"
                            + " channel of kind email or sms; and channels that say themselves where they lead. Accepted, it"
                            + " is delivered, whatever fails meanwhile.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<View> send(@RequestBody Draft request) {
        var fields = new Fields();
        var reader = new NotificationFields(fields);
        var topic = reader.topic(request.topic());
        var severity = reader.severity(request.severity());
        var language = reader.language(request.language());
        var link = reader.link(request.link());
        var words = words(request, language, reader, fields);
        var to = addressees(request.to(), fields);
        fields.check();
        var sent = notifications
                .send(new Outgoing(topic, severity, Objects.requireNonNull(words), link, null), to)
                .orElseThrow();
        return ResponseEntity.accepted()
                .location(URI.create("/notifications/" + sent.id()))
                .body(view(notifications.find(sent.id(), true).orElseThrow(), null));
    }

    private @Nullable Rendered words(
            Draft request, @Nullable String language, NotificationFields reader, Fields fields) {
        if (request.templateId() == null) {
            return reader.written(language, request.subject(), request.text());
        }
        if (request.subject() != null || request.text() != null) {
            fields.add("template_id", "either", "template_id must be left out where there are subject and text");
        }
        return reader.filledIn(templates, request.templateId(), language, request.data());
    }

    private Addressees addressees(@Nullable Audience to, Fields fields) {
        if (to == null) {
            fields.required("to");
            return new Addressees(Set.of(), List.of());
        }
        var made = recipients.of(to, fields);
        if (made.none() && fields.sound()) {
            fields.add("to", "somebody", "to must reach somebody: name users, roles, addresses or channels");
        }
        return made;
    }

    @GetMapping
    @SignedIn
    @Operation(summary = "List one's own notifications, the newest first")
    Page<View> list(
            @RequestParam(required = false) @Nullable Boolean unread,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var fields = new Fields();
        var wanted = new NotificationFields(fields).severityIfGiven(severity).orElse(null);
        fields.check();
        return notifications
                .inbox(new InboxFilter(unread, wanted, topic), PageRequest.of(limit, cursor))
                .map(received -> view(received, null));
    }

    @GetMapping("/{id}")
    @SignedIn
    @Operation(
            summary = "Get a notification",
            description =
                    "One's own, or one that one sent. Whoever holds notification_delivery:read gets any, with its newest"
                            + " deliveries.")
    View get(@PathVariable UUID id) {
        boolean all = CallContext.current().actor().may(ALL);
        var found = notifications.find(id, all).orElseThrow(() -> unknown(id));
        return view(found, all ? deliveries.of(id, DELIVERIES_SHOWN) : null);
    }

    @GetMapping("/unread")
    @SignedIn
    @Operation(summary = "Say how many of one's own notifications wait to be read")
    Unread unread() {
        return notifications.unread();
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @SignedIn
    @Operation(
            summary = "How many of one's own notifications wait to be read, as server-sent events, whenever it changes",
            description = "The connection ends after some minutes; connect again.")
    void stream(HttpServletResponse response) throws IOException {
        try (var watch = notifications.watch()) {
            new InboxStream(json, response)
                    .send(Duration.ofSeconds(settings.streamSeconds()), watch, notifications::unread);
        }
    }

    @PutMapping("/{id}/read")
    @SignedIn
    @Operation(summary = "Mark one of one's own notifications as read")
    View read(@PathVariable UUID id) {
        return view(notifications.read(id).orElseThrow(() -> unknown(id)), null);
    }

    @PutMapping("/read")
    @SignedIn
    @Operation(summary = "Mark all of one's own notifications as read")
    Unread readAll() {
        notifications.readAll();
        return notifications.unread();
    }

    @PutMapping("/{id}/acknowledgement")
    @SignedIn
    @Operation(summary = "Say that one has seen to what a notification tells")
    View acknowledge(@PathVariable UUID id) {
        return view(notifications.acknowledge(id).orElseThrow(() -> unknown(id)), null);
    }

    private static View view(Received received, @Nullable List<Delivery> deliveries) {
        var said = received.notification();
        return new View(
                said.id(),
                said.topic(),
                said.severity(),
                said.language(),
                said.subject(),
                said.text(),
                said.link(),
                received.mine(),
                said.createdBy(),
                said.createdAt(),
                received.readAt(),
                received.acknowledgedAt(),
                deliveries);
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("notification", id));
    }

    /**
     * A notification as it is read.
     *
     * @param mine whether it is in the caller's list: only then it can be read and acknowledged
     * @param readAt when the caller read it
     * @param acknowledgedAt when the caller saw to it
     * @param deliveries its newest deliveries, for those who may see them
     */
    record View(
            UUID id,
            String topic,
            Severity severity,
            String language,
            String subject,
            String text,
            @Nullable String link,
            boolean mine,
            String createdBy,
            Instant createdAt,
            @Nullable Instant readAt,
            @Nullable Instant acknowledgedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Delivery> deliveries) {

        View {
            deliveries = deliveries == null ? null : List.copyOf(deliveries);
        }
    }

    /** A notification to be: subject and text, or a template with data. */
    record Draft(
            @Nullable String topic,
            @Nullable String severity,
            @Nullable String language,
            @Nullable String subject,
            @Nullable String text,
            @Nullable UUID templateId,
            @Nullable Map<String, Object> data,
            @Nullable String link,
            @Nullable Audience to) {}
}
