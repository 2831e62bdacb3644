package io.foodflow.notification.templates;

import io.foodflow.notification.templates.TemplateController.Preview;
import io.foodflow.notification.templates.TemplateController.Texts;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications/templates/built-in")
@Tag(name = "Notification templates")
final class BuiltInController {

    private static final String READ = "notification_template:read";

    private final Templates templates;

    BuiltInController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(
            summary = "List the templates that come with the platform, by name",
            description =
                    "Each tells of the events it names where a subscription has no template of its own. A template that you"
                            + " write under the same name takes its place, and is its overridden_by.")
    All list() {
        var own = templates.named();
        return new All(templates.builtIn().all().stream()
                .map(one -> view(one, own.get(one.name())))
                .toList());
    }

    @GetMapping("/{name}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a template that comes with the platform")
    View get(@PathVariable String name) {
        return view(known(name), templates.named().get(name));
    }

    @PostMapping("/{name}/preview")
    @RequiresPermission(READ)
    @Operation(
            summary = "Fill a template that comes with the platform in, without sending anything",
            description = "With data, or with the template's own sample where it is left out. It has one version.")
    Rendered preview(@PathVariable String name, @RequestBody Preview request) {
        if (request.version() != null) {
            throw new ProblemException(Problems.invalid(
                    "version", "none", "version must be left out: what comes with the platform has one version"));
        }
        return TemplateController.rendered(known(name).wordings(), request.language(), request.data());
    }

    private BuiltIn known(String name) {
        return templates
                .builtIn()
                .find(name)
                .orElseThrow(() -> new ProblemException(Problems.notFound("built-in template", name)));
    }

    private static View view(BuiltIn template, @Nullable UUID overriddenBy) {
        var wordings = template.wordings();
        return new View(
                template.name(),
                template.events(),
                wordings.defaultLanguage(),
                TemplateController.texts(wordings),
                wordings.sample(),
                overriddenBy);
    }

    /** A built-in template as it is read. */
    record View(
            String name,
            List<String> events,
            String defaultLanguage,
            Map<String, Texts> texts,
            Map<String, Object> sample,
            @Nullable UUID overriddenBy) {

        View {
            events = List.copyOf(events);
            texts = Map.copyOf(texts);
            sample = Map.copyOf(sample);
        }
    }

    /** All that there are. */
    record All(List<View> items) {
        All {
            items = List.copyOf(items);
        }
    }
}
