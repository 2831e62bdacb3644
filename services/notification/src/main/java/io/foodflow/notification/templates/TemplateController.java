package io.foodflow.notification.templates;

import io.foodflow.notification.channels.ChannelTests;
import io.foodflow.notification.channels.TestResult;
import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.notification.templates.Rendered.NotRendered;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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
@RequestMapping("/notifications/templates")
@Tag(name = "Notification templates", description = "What messages say, with places for data, in several languages")
final class TemplateController {

    private static final String READ = "notification_template:read";

    private final Templates templates;
    private final ChannelTests tests;

    TemplateController(Templates templates, ChannelTests tests) {
        this.templates = templates;
        this.tests = tests;
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(summary = "List templates by name, without their texts")
    Page<Listed> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return templates.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a template, in its newest version or an older one")
    ResponseEntity<View> get(@PathVariable UUID id, @RequestParam(required = false) @Nullable Long version) {
        return tagged(templates.find(id, version).orElseThrow(() -> unknown(id)));
    }

    @GetMapping("/{id}/versions")
    @RequiresPermission(READ)
    @Operation(summary = "List the versions of a template, the newest first")
    Page<Listed.Version> versions(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var request = PageRequest.of(limit, cursor);
        var rows = templates.versions(
                id, request.after().map(TemplateController::number).orElse(Long.MAX_VALUE), request.fetch());
        if (rows.isEmpty() && templates.find(id, null).isEmpty()) {
            throw unknown(id);
        }
        return Page.of(rows, request, listed -> Cursor.after(listed.version()));
    }

    @PostMapping
    @RequiresPermission("notification_template:write")
    @Operation(
            summary = "Write a template",
            description =
                    "The texts are Mustache: {{name}}, {{#list}}, {{^list}}, {{/list}}, {{! comment}}. Values are escaped in"
                            + " html. sample has to fill in every text. Somebody whose language there is not gets that of"
                            + " default_language.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> add(@RequestBody Draft request) {
        var fields = new TemplateFields();
        var name = fields.name(request.name());
        var wordings = fields.wordings(request.defaultLanguage(), request.texts(), request.sample());
        var made = saved(templates.add(name, wordings));
        return ResponseEntity.created(URI.create("/notifications/templates/" + made.id()))
                .eTag(Versions.tag(made.version()))
                .body(view(made));
    }

    @PutMapping("/{id}")
    @RequiresPermission("notification_template:write")
    @Operation(summary = "Give a template another version; those before stay to be read")
    ResponseEntity<View> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        var fields = new TemplateFields();
        var name = fields.name(request.name());
        var wordings = fields.wordings(request.defaultLanguage(), request.texts(), request.sample());
        return tagged(saved(templates.update(id, ifMatch, name, wordings)));
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("notification_template:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a template with all its versions")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var outcome = templates.delete(id, ifMatch);
        if (!(outcome instanceof TemplateOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    @PostMapping("/{id}/preview")
    @RequiresPermission(READ)
    @Operation(
            summary = "Fill a template in, without sending anything",
            description =
                    "With data, or with the template's own sample where it is left out. A name that is not in the data is"
                            + " a problem that names it.")
    Rendered preview(@PathVariable UUID id, @RequestBody Preview request) {
        return rendered(id, request.version(), request.language(), request.data());
    }

    @PostMapping("/{id}/test")
    @RequiresPermission("notification_channel:write")
    @Operation(
            summary = "Fill a template in and send it through a channel as a test",
            description =
                    "to is an address for email and a number for sms; by this installation's mail server only one's own"
                            + " address. Needs notification_template:read, too.")
    TestResult test(@PathVariable UUID id, @RequestBody TestRequest request) {
        if (!CallContext.current().actor().may(READ)) {
            throw new ProblemException(Problems.forbidden(READ));
        }
        var words = rendered(id, null, request.language(), request.data());
        if (request.channelId() == null) {
            throw new ProblemException(Problems.invalid("channel_id", "required", "channel_id is required"));
        }
        return tests.send(
                request.channelId(),
                request.to(),
                new ChannelTests.Wording(
                        words.language(), words.subject(), words.text(), words.html(), words.shortText()));
    }

    private Rendered rendered(
            UUID id, @Nullable Long version, @Nullable String language, @Nullable Map<String, Object> data) {
        var template = templates.find(id, version).orElseThrow(() -> unknown(id));
        return rendered(template.wordings(), language, data);
    }

    static Rendered rendered(Wordings wordings, @Nullable String language, @Nullable Map<String, Object> data) {
        var fields = new TemplateFields();
        var wanted = fields.language("language", language);
        fields.check();
        try {
            return Rendered.of(wordings, wanted, data == null ? wordings.sample() : data, new Budget());
        } catch (NotRendered e) {
            throw new ProblemException(Problems.invalid(
                    "data", "fills-in", "data must fill in every text: %s, %s".formatted(e.part(), e.why())));
        }
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new ProblemException(Problems.invalid(
                    "cursor",
                    "cursor",
                    "cursor must be a next_cursor this list gave; leave it out to start at the beginning"));
        }
    }

    private static Template saved(TemplateOutcome outcome) {
        if (outcome instanceof TemplateOutcome.Saved(var template)) {
            return template;
        }
        throw refused(outcome);
    }

    private static ProblemException refused(TemplateOutcome outcome) {
        return switch (outcome) {
            case TemplateOutcome.Absent(var id) -> unknown(id);
            case TemplateOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another template is called '%s'".formatted(name)));
            case TemplateOutcome.Saved _, TemplateOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ResponseEntity<View> tagged(Template template) {
        return ResponseEntity.ok().eTag(Versions.tag(template.version())).body(view(template));
    }

    private static View view(Template template) {
        return new View(
                template.id(),
                template.name(),
                template.wordings().defaultLanguage(),
                texts(template.wordings()),
                template.wordings().sample(),
                template.createdBy(),
                template.createdAt(),
                template.changedBy(),
                template.changedAt(),
                template.version());
    }

    static Map<String, Texts> texts(Wordings wordings) {
        var texts = new TreeMap<String, Texts>();
        wordings.texts()
                .forEach((language, text) ->
                        texts.put(language, new Texts(text.subject(), text.text(), text.html(), text.shortText())));
        return texts;
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("template", id));
    }

    /** The texts of one language; html and short_text may be left out. */
    record Texts(
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable String shortText) {}

    /** A template as it is read, in one version. */
    record View(
            UUID id,
            String name,
            String defaultLanguage,
            Map<String, Texts> texts,
            Map<String, Object> sample,
            String createdBy,
            Instant createdAt,
            String changedBy,
            Instant changedAt,
            long version) {

        View {
            texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        }
    }

    /** A template to be; default_language may be left out where there is one language. */
    record Draft(
            @Nullable String name,
            @Nullable String defaultLanguage,
            @Nullable Map<String, @Nullable Texts> texts,
            @Nullable Map<String, Object> sample) {}

    /** What to fill in, by what: the newest version unless one is named. */
    record Preview(
            @Nullable String language,
            @Nullable Map<String, Object> data,
            @Nullable Long version) {}

    /** What to send where. */
    record TestRequest(
            @Nullable UUID channelId,
            @Nullable String to,
            @Nullable String language,
            @Nullable Map<String, Object> data) {}
}
