package io.foodflow.bench.load;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Gatherers;

/**
 * Two clients send documents of 500 events, each a few ahead of their completion. Timed from the first byte sent until the
 * last capture is finished, that is until every event, node and relationship is committed. Every round is told by another
 * seed, so nothing in it was captured before.
 *
 * <p>Arguments: rounds (5), documents a round (20), documents skipped first (40: the story's beginning has few flows).
 */
public final class CaptureLoad {
    private static final int CLIENTS = 2;
    private static final int AHEAD = 4;
    private static final double TARGET = 2_000;
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    private static final long FIRST_SEED = 1_000;

    private final ServerUnderLoad server;
    private final HttpApi api;
    private final Report report;

    private CaptureLoad(ServerUnderLoad server, Report report) {
        this.server = server;
        this.api = server.signIn();
        this.report = report;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int documents = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int skipped = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var server = ServerUnderLoad.start(BenchHome.temporary())) {
                new CaptureLoad(server, report).run(rounds, documents, skipped);
            }
        });
    }

    private void run(int rounds, int documents, int skipped) throws Exception {
        round("warm-up", FIRST_SEED, documents, skipped);
        var rates = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            rates.add(round("round " + round, FIRST_SEED + round, documents, skipped));
        }
        report.atLeast("capture, durable", new Sample(rates), TARGET, "events/s");
    }

    private double round(String name, long seed, int documents, int skipped) throws Exception {
        List<DemoDocument> all = DemoCompany.generate(DemoSettings.of(DemoSize.M, seed, LAST_DAY))
                .skip(skipped)
                .limit(documents)
                .toList();
        long events = all.stream().mapToLong(DemoDocument::events).sum();
        double processorBefore = server.processes().processorSeconds();
        long begun = System.nanoTime();
        send(all);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double processor = server.processes().processorSeconds() - processorBefore;
        report.say(
                "  %-8s %,d events in %.2f s: %,.0f events/s; %.2f ms of processor time an event",
                name, events, seconds, events / seconds, processor * 1000 / events);
        return events / seconds;
    }

    private void send(List<DemoDocument> documents) throws Exception {
        List<List<DemoDocument>> shares =
                documents.stream().gather(Gatherers.windowFixed(-Math.floorDiv(-documents.size(), CLIENTS))).toList();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> work = shares.stream()
                    .<Callable<Integer>>map(share -> () -> sendAll(share))
                    .toList();
            for (Future<Integer> client : clients.invokeAll(work)) client.get();
        }
    }

    private int sendAll(List<DemoDocument> documents) throws InterruptedException {
        Queue<String> underWay = new ArrayDeque<>();
        for (DemoDocument document : documents) {
            if (underWay.size() == AHEAD) await(underWay.remove());
            underWay.add(api.post("/capture", "application/ld+json", document.json())
                    .path("capture_id")
                    .asString());
        }
        while (!underWay.isEmpty()) await(underWay.remove());
        return documents.size();
    }

    private void await(String capture) throws InterruptedException {
        while (true) {
            var state = api.get("/capture/" + capture);
            if (!state.path("running").asBoolean()) {
                if (state.path("success").asBoolean()
                        && state.path("counts").path("duplicate").asInt() == 0) return;
                throw new BenchFailure("capture " + capture + " did not take every event: " + state);
            }
            Thread.sleep(20);
        }
    }
}
