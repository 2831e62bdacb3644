package io.foodflow.notification.templates;

import java.util.UUID;

/** What came of a change to a template. */
sealed interface TemplateOutcome {

    /** The template is as it was to be. */
    record Saved(Template template) implements TemplateOutcome {}

    /** The template is gone. */
    record Removed() implements TemplateOutcome {}

    /** There is no such template in this tenant. */
    record Absent(UUID id) implements TemplateOutcome {}

    /** Another template has that name. */
    record NameTaken(String name) implements TemplateOutcome {}
}
