package io.foodflow.cli.demo;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.Upload;
import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.DemoNote.Loaded;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.importing.Capture;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Progress;
import io.foodflow.cli.terminal.Terminal;
import io.foodflow.demo.DemoDocument;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;

/**
 * Captures a history, document after document, and notes in {@code demo.json} how far the server has confirmed it. A load
 * that was broken off goes on there; a document that was confirmed but not noted is sent again, and the server knows its
 * events by their hash.
 */
final class HistoryLoad {
    private static final int ON_THE_WAY = 4;

    private final Api api;
    private final Home home;
    private final Terminal terminal;
    private DemoNote note;
    private long confirmedDocuments;
    private long confirmedEvents;

    private record OnTheWay(Capture capture, int events) {}

    HistoryLoad(Api api, Home home, DemoNote note, Terminal terminal) {
        this.api = api;
        this.home = home;
        this.note = note;
        this.terminal = terminal;
    }

    /** Sends what is missing; returns the number of events that were sent. */
    long load(History history) {
        long confirmedBefore = confirmedBefore(history);
        long events = history.events();
        Progress progress = terminal.progress("Loading the demo company", "events");
        Queue<OnTheWay> queue = new ArrayDeque<>();
        long sent = 0;
        for (Iterator<DemoDocument> documents = history.documents(); documents.hasNext(); ) {
            DemoDocument document = documents.next();
            if (confirmedDocuments < confirmedBefore) {
                confirmedDocuments++;
                confirmedEvents += document.events();
                continue;
            }
            if (queue.size() == ON_THE_WAY) confirm(queue.remove(), history, events, progress);
            queue.add(new OnTheWay(send(document), document.events()));
            sent += document.events();
        }
        while (!queue.isEmpty()) confirm(queue.remove(), history, events, progress);
        return sent;
    }

    /** The note is believed only while the server has anything at all: an empty one was set up anew under the same home. */
    private long confirmedBefore(History history) {
        Loaded loaded = note.loaded();
        if (loaded == null || api.get("/graph/nodes?limit=1").path("items").isEmpty()) return 0;
        if (!loaded.size().equals(history.size().name())) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    home.folder() + " holds the demo company in size " + loaded.size()
                            + "; the sizes do not mix, use another folder with --home for size " + history.size());
        }
        return loaded.documents();
    }

    private Capture send(DemoDocument document) {
        String path = "/capture?file_name=demo-%04d.jsonld".formatted(document.number());
        return Capture.of(api.upload(Upload.of(path, "application/ld+json", document.json(), Map.of())));
    }

    private void confirm(OnTheWay sent, History history, long events, Progress progress) {
        Capture.Outcome outcome = sent.capture().await(api);
        if (!outcome.success() || outcome.rejected() > 0) {
            String reason = outcome.reasons().isEmpty()
                    ? "no reason given"
                    : outcome.reasons().getFirst();
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "the server refused part of the demo company's history (capture "
                            + sent.capture().id() + "): " + reason);
        }
        confirmedDocuments++;
        confirmedEvents += sent.events();
        note = note.withLoaded(new Loaded(history.size().name(), history.lastDay(), confirmedDocuments));
        note.write(home);
        progress.reached(confirmedEvents, events);
    }
}
