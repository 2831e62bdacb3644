package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Audience;
import io.foodflow.notification.notifications.NotificationFields;
import io.foodflow.notification.notifications.Recipients;
import io.foodflow.notification.sending.Severity;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
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
@RequestMapping("/notifications/subscriptions")
@Tag(name = "Notification subscriptions", description = "Which events make which notifications")
final class SubscriptionController {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_EVENTS = 50;
    private static final int MOST_CONDITIONS = 10;
    private static final int LONGEST_VALUE = 200;
    private static final Pattern PART = Pattern.compile("[a-z][a-z0-9_]{0,59}");
    private static final Pattern EVENT = Pattern.compile("[A-Z][A-Za-z0-9]{1,79}");

    private final EventSubscriptions subscriptions;
    private final Recipients recipients;
    private final Templates templates;

    SubscriptionController(EventSubscriptions subscriptions, Recipients recipients, Templates templates) {
        this.subscriptions = subscriptions;
        this.recipients = recipients;
        this.templates = templates;
    }

    @GetMapping
    @RequiresPermission("notification_subscription:read")
    @Operation(summary = "List subscriptions by name")
    Page<View> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return subscriptions.list(PageRequest.of(limit, cursor)).map(SubscriptionController::view);
    }

    @GetMapping("/{id}")
    @RequiresPermission("notification_subscription:read")
    @Operation(summary = "Get a subscription")
    ResponseEntity<View> get(@PathVariable UUID id) {
        return tagged(subscriptions.find(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping
    @RequiresPermission("notification_subscription:write")
    @Operation(
            summary = "Let events make notifications",
            description =
                    "events are names as the audit trail has them, as NodeUpdated; when names parts that must be equal, as"
                            + " {\"success\":false}. The template is filled in by the event's parts, and by event.type, event.resource_type, event.resource_id, event.id and event.time."
                            + " Without template_id an event that the platform has a template for is told by that."
                            + " Each event makes one notification. What notifications themselves cause makes none.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> add(@RequestBody Draft request) {
        var made = saved(subscriptions.add(read(request)));
        return ResponseEntity.created(URI.create("/notifications/subscriptions/" + made.id()))
                .eTag(Versions.tag(made.version()))
                .body(view(made));
    }

    @PutMapping("/{id}")
    @RequiresPermission("notification_subscription:write")
    @Operation(summary = "Replace a subscription, for what happens from now on")
    ResponseEntity<View> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        return tagged(saved(subscriptions.update(id, ifMatch, read(request))));
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("notification_subscription:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a subscription; what it made stays")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var outcome = subscriptions.delete(id, ifMatch);
        if (!(outcome instanceof SubscriptionOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    private SubscriptionDraft read(Draft request) {
        var fields = new Fields();
        var reader = new NotificationFields(fields);
        var name = fields.line("name", request.name(), LONGEST_NAME);
        var topic = reader.topic(request.topic());
        var severity = reader.severity(request.severity());
        var language = reader.language(request.language());
        var link = reader.link(request.link());
        var events = events(request.events(), fields);
        var when = when(request.when(), fields);
        if (request.templateId() != null && !templates.has(request.templateId())) {
            fields.add(
                    "template_id",
                    "known-template",
                    "template_id must be the id of a template, was '%s'".formatted(request.templateId()));
        }
        var to = request.to();
        if (to == null) {
            fields.required("to");
        } else if (recipients.of(to, fields).none() && fields.sound()) {
            fields.add("to", "somebody", "to must reach somebody: name users, roles, addresses or channels");
        }
        fields.check();
        return new SubscriptionDraft(
                name,
                !Boolean.FALSE.equals(request.enabled()),
                events,
                new Announcement(
                        when, topic, severity, request.templateId(), language, link, Objects.requireNonNull(to)));
    }

    private static List<String> events(@Nullable List<String> given, Fields fields) {
        var events = given == null ? List.<String>of() : given;
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            fields.add(
                    "events", "length", "events must have 1..%d names, had %d".formatted(MOST_EVENTS, events.size()));
        }
        for (int n = 0; n < events.size(); n++) {
            var event = events.get(n);
            if (event == null || !EVENT.matcher(event).matches()) {
                fields.add(
                        "events[%d]".formatted(n),
                        "form",
                        "events[%d] must be the name of an event as NodeUpdated, was '%s'"
                                .formatted(n, Fields.quoted(event)));
            }
        }
        return fields.sound() ? events.stream().distinct().toList() : List.of();
    }

    private static Map<String, Object> when(@Nullable Map<String, @Nullable Object> given, Fields fields) {
        var when = new TreeMap<String, Object>();
        if (given == null) {
            return when;
        }
        if (given.size() > MOST_CONDITIONS) {
            fields.add(
                    "when", "length", "when must have up to %d parts, had %d".formatted(MOST_CONDITIONS, given.size()));
        }
        given.forEach((part, value) -> {
            var field = "when." + Fields.quoted(part);
            if (!PART.matcher(part).matches()) {
                fields.add(field, "form", "%s must be a part of an event as success or record_type".formatted(field));
            } else if (value instanceof Boolean
                    || value instanceof Number
                    || (value instanceof String text && text.length() <= LONGEST_VALUE)) {
                when.put(part, value);
            } else {
                fields.add(
                        field,
                        "value",
                        "%s must be a text of up to %d characters, a number, true or false"
                                .formatted(field, LONGEST_VALUE));
            }
        });
        return when;
    }

    private static Subscription saved(SubscriptionOutcome outcome) {
        if (outcome instanceof SubscriptionOutcome.Saved(var subscription)) {
            return subscription;
        }
        throw refused(outcome);
    }

    private static ProblemException refused(SubscriptionOutcome outcome) {
        return switch (outcome) {
            case SubscriptionOutcome.Absent(var id) -> unknown(id);
            case SubscriptionOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another subscription is called '%s'".formatted(name)));
            case SubscriptionOutcome.Saved _, SubscriptionOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ResponseEntity<View> tagged(Subscription subscription) {
        return ResponseEntity.ok().eTag(Versions.tag(subscription.version())).body(view(subscription));
    }

    private static View view(Subscription subscription) {
        var says = subscription.announcement();
        return new View(
                subscription.id(),
                subscription.name(),
                subscription.enabled(),
                subscription.events(),
                says.when(),
                says.topic(),
                says.severity(),
                says.templateId(),
                says.language(),
                says.link(),
                says.to(),
                subscription.createdBy(),
                subscription.createdAt(),
                subscription.updatedAt(),
                subscription.version());
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("subscription", id));
    }

    /** A subscription as it is read. */
    record View(
            UUID id,
            String name,
            boolean enabled,
            List<String> events,
            Map<String, Object> when,
            String topic,
            Severity severity,
            @Nullable UUID templateId,
            @Nullable String language,
            @Nullable String link,
            Audience to,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            long version) {

        View {
            events = List.copyOf(events);
            when = Map.copyOf(when);
        }
    }

    /** A subscription to be; it is switched on unless enabled is false. */
    record Draft(
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable List<String> events,
            @Nullable Map<String, @Nullable Object> when,
            @Nullable String topic,
            @Nullable String severity,
            @Nullable UUID templateId,
            @Nullable String language,
            @Nullable String link,
            @Nullable Audience to) {}
}
