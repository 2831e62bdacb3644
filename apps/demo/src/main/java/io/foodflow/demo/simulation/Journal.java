package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Where events are told. No two happen in the same millisecond: each is told at the agenda's time or, if that is taken, a
 * millisecond after the last, so the order of times is the order in which things happened, also to a reader who allows
 * equal times.
 */
final class Journal {
    private final Agenda agenda;
    private final SplittableRandom random;
    private final Consumer<EpcisEvent> sink;
    private final Map<String, Integer> documentNumbers = new LinkedHashMap<>();
    private long last;
    private long events;

    Journal(Agenda agenda, SplittableRandom random, Consumer<EpcisEvent> sink) {
        this.agenda = agenda;
        this.random = random;
        this.sink = sink;
    }

    EpcisEvent tell(EpcisEvent.Builder builder) {
        last = Math.max(agenda.now(), last + 1);
        EpcisEvent event = builder.build(last);
        tellAgain(event);
        return event;
    }

    /** An event whose time lies back: a correction. */
    void tellAgain(EpcisEvent event) {
        events++;
        sink.accept(event);
    }

    long events() {
        return events;
    }

    /** A new name for an event or a transformation. */
    String uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return "urn:uuid:" + new UUID(high, low);
    }

    /** The next document of a kind and site, such as its next order. */
    String document(Site site, String kind) {
        int number = documentNumbers.merge(kind + site.key(), 1, Integer::sum);
        return site.transaction(kind + "-" + (10_000 + number));
    }

    LocalDate today(Site site) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(agenda.now()), site.zone());
    }
}
