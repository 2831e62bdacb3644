package io.foodflow.notification.templates;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.notification.templates.Rendered.NotRendered;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The templates of the current tenant. A change makes another version; those before stay. Thread-safe. */
public final class Templates {

    private final TemplateRepository repository;
    private final BuiltInTemplates builtIn;
    private final UnitOfWork work;
    private final Clock clock;

    Templates(TemplateRepository repository, BuiltInTemplates builtIn, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.builtIn = builtIn;
        this.work = work;
        this.clock = clock;
    }

    /** Templates by name, each in its newest version. */
    Page<Listed> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, listed -> Cursor.after(listed.name()));
    }

    /** The template in that version, in the newest if it is null. */
    Optional<Template> find(UUID id, @Nullable Long version) {
        return work.read(() -> repository.find(id, version));
    }

    /** The newest versions of a template, at most so many; none if there is no such template. */
    List<Listed.Version> versions(UUID id, long below, int most) {
        return work.read(() -> repository.versions(id, below, most));
    }

    /** Whether there is such a template. */
    public boolean has(UUID id) {
        return find(id, null).isPresent();
    }

    /**
     * The newest version of a template filled in.
     *
     * @param language that of the texts, if there is one that fits; else the template's own
     * @return empty if there is no such template
     * @throws ProblemException 400 if the data does not fill it in, with the name that is missing
     */
    public Optional<Rendered> fillIn(UUID id, @Nullable String language, Map<String, Object> data) {
        return find(id, null).map(template -> filledIn(template.wordings(), language, data));
    }

    /**
     * The template for events of that type filled in: the tenant's own of that name, else the one that comes with the platform.
     *
     * @return empty if there is none for such events
     * @throws ProblemException 400 if the data does not fill it in, with the name that is missing
     */
    public Optional<Rendered> fillInFor(String event, @Nullable String language, Map<String, Object> data) {
        return builtIn.ofEvent(event)
                .map(template -> work.read(() -> repository.named(template.name()))
                        .map(Template::wordings)
                        .orElse(template.wordings()))
                .map(wordings -> filledIn(wordings, language, data));
    }

    /** The template of that name, which comes with the platform, filled in by what the platform itself has to say. */
    public Rendered fillInOwn(String name, @Nullable String language, Map<String, Object> data) {
        var ours = builtIn.find(name).orElseThrow().wordings();
        var theirs = work.read(() -> repository.named(name)).map(Template::wordings);
        try {
            return filledIn(theirs.orElse(ours), language, data);
        } catch (ProblemException e) {
            return filledIn(ours, language, data); // what they wrote asks for more than there is
        }
    }

    /** Whether there is a template for events of that type that comes with the platform. */
    public boolean hasFor(String event) {
        return builtIn.ofEvent(event).isPresent();
    }

    BuiltInTemplates builtIn() {
        return builtIn;
    }

    /** The tenant's own templates that take the place of those of the platform, by their names. */
    Map<String, UUID> named() {
        return work.read(
                () -> repository.ids(builtIn.all().stream().map(BuiltIn::name).toList()));
    }

    private static Rendered filledIn(Wordings wordings, @Nullable String language, Map<String, Object> data) {
        try {
            return Rendered.of(wordings, language, data, new Budget());
        } catch (NotRendered e) {
            throw new ProblemException(Problems.invalid(
                    "data", "fills-in", "data must fill in every text: %s, %s".formatted(e.part(), e.why())));
        }
    }

    TemplateOutcome add(String name, Wordings wordings) {
        try {
            return work.write(change -> {
                var id = UuidCreator.getTimeOrderedEpoch();
                repository.insert(id, name, wordings, actor(), clock.instant());
                var made = repository.find(id, null).orElseThrow();
                change.record(new TemplateAdded(id, name), null, made);
                return new TemplateOutcome.Saved(made);
            });
        } catch (DuplicateKeyException e) {
            return new TemplateOutcome.NameTaken(name);
        }
    }

    /** Gives a template another version. */
    TemplateOutcome update(UUID id, @Nullable String ifMatch, String name, Wordings wordings) {
        try {
            return work.write(change -> changing(id, change, before -> {
                Versions.requireMatch(ifMatch, before.version());
                long version = before.version() + 1;
                repository.update(id, name, version, wordings, actor(), clock.instant());
                var after = repository.find(id, null).orElseThrow();
                change.record(new TemplateUpdated(id, name, version), before, after);
                return new TemplateOutcome.Saved(after);
            }));
        } catch (DuplicateKeyException e) {
            return new TemplateOutcome.NameTaken(name);
        }
    }

    /** Removes a template with all its versions. */
    TemplateOutcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> changing(id, change, before -> {
            Versions.requireMatch(ifMatch, before.version());
            repository.delete(id);
            change.record(new TemplateRemoved(id, before.name()), before, null);
            return new TemplateOutcome.Removed();
        }));
    }

    private TemplateOutcome changing(UUID id, Change change, Function<Template, TemplateOutcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            change.nothing();
            return new TemplateOutcome.Absent(id);
        }
        return operation.apply(found.get());
    }

    private static String actor() {
        return CallContext.current().actor().name();
    }
}
