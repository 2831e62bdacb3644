package io.foodflow.demo;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.epcis.DocumentWriter;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.simulation.Simulation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Runs the simulation as far as the next document needs it. */
final class DocumentIterator implements Iterator<DemoDocument> {
    /** The most events the platform advises for a document. */
    static final int EVENTS_A_DOCUMENT = 500;

    private final Deque<EpcisEvent> told = new ArrayDeque<>();
    private final Simulation simulation;
    private final DocumentWriter writer;
    private int number;
    private long created;

    DocumentIterator(DemoSettings settings, Company company) {
        this.simulation = DemoCompany.simulation(settings, company, told::add);
        this.writer = new DocumentWriter(company);
    }

    @Override
    public boolean hasNext() {
        boolean more = true;
        while (more && told.size() < EVENTS_A_DOCUMENT) {
            more = simulation.advance();
        }
        return !told.isEmpty();
    }

    @Override
    public DemoDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the story is at its end");
        }
        List<EpcisEvent> events = new ArrayList<>();
        while (events.size() < EVENTS_A_DOCUMENT && !told.isEmpty()) {
            EpcisEvent event = told.removeFirst();
            events.add(event);
            created = Math.max(created, toldMillis(event));
        }
        return new DemoDocument(number++, writer.write(events, created), events.size());
    }

    private static long toldMillis(EpcisEvent event) {
        return event.error() == null ? event.timeMillis() : event.error().declaredMillis();
    }
}
