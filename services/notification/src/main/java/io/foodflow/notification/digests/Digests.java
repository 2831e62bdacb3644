package io.foodflow.notification.digests;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.deliveries.Composition;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.deliveries.Target;
import io.foodflow.notification.digests.DigestRepository.Place;
import io.foodflow.notification.sending.Message;
import io.foodflow.notification.templates.Rendered;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gathers notifications of a person and channel into one message. The message waits in the queue like any other until its
 * time: it gathers until it is first tried, and then says what it gathered, the same however often it is tried. What comes
 * later is in the next one. So a notification is in exactly one digest, whatever process dies. Thread-safe.
 */
public final class Digests implements Composition {

    private static final String TEMPLATE = "digest";

    private final DigestRepository repository;
    private final Deliveries deliveries;
    private final Templates templates;
    private final UnitOfWork work;
    private final Clock clock;

    Digests(DigestRepository repository, Deliveries deliveries, Templates templates, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.templates = templates;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Somebody's part in digests.
     *
     * @param target with the time of the digest that would begin now
     * @param language of the digest
     */
    public record Part(Target target, UUID user, String language) {}

    /** Puts a notification into the digests of these people, in the running transaction. */
    public void gather(UUID notification, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        repository.lock();
        var open = repository.open(parts.stream().map(Digests::place).toList());
        var missing =
                parts.stream().filter(part -> !open.containsKey(place(part))).toList();
        if (!missing.isEmpty()) {
            var ids = new ArrayList<UUID>();
            missing.forEach(part -> ids.add(UuidCreator.getTimeOrderedEpoch()));
            repository.begin(
                    ids,
                    missing.stream().map(Digests::place).toList(),
                    missing.stream().map(Part::language).toList(),
                    clock.instant());
            deliveries.enqueueEach(ids, missing.stream().map(Part::target).toList());
            for (int n = 0; n < ids.size(); n++) {
                open.put(place(missing.get(n)), ids.get(n));
            }
        }
        repository.gather(List.copyOf(open.values()), notification);
    }

    private static Place place(Part part) {
        return new Place(part.user(), part.target().channelId());
    }

    @Override
    public Message composed(UUID notification, Message message) {
        if (!message.type().equals(TEMPLATE) || !message.text().isEmpty()) {
            return message;
        }
        var words = work.write(change -> {
            var gathered = repository.gathered(notification);
            var said = words(gathered, repository.items(notification));
            repository.write(notification, said.subject(), said.text(), said.shortText());
            change.nothing(); // what it gathered was noted when it did
            return said;
        });
        return message.saying(words.subject(), words.text(), words.shortText());
    }

    private Rendered words(DigestRepository.Gathered gathered, List<Map<String, Object>> items) {
        return templates.fillInOwn(
                TEMPLATE,
                gathered.language(),
                Map.of(
                        "count",
                        gathered.count(),
                        "company",
                        CallContext.currentTenant().name(),
                        "more",
                        Math.max(0, gathered.count() - items.size()) == 0
                                ? ""
                                : Integer.toString(gathered.count() - items.size()),
                        "items",
                        items));
    }
}
