package io.foodflow.bench.load;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two clients send documents of 500 events, each a few ahead of their completion. Timed from the first byte sent until the
 * last capture is finished, that is until every event, node and relationship is committed. The rounds go on with one story
 * of the demo company in size M, so that lots meet lots of earlier rounds; the warm-up is its first documents.
 *
 * <p>Arguments: rounds (5), documents a round (20), documents in the warm-up (30).
 */
public final class CaptureLoad {
    private static final int CLIENTS = 2;
    private static final int AHEAD = 4;
    private static final int POLL_MILLIS = 40;
    private static final double TARGET = 2_000;
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    private static final long SEED = 1_000;

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
        int warmUp = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var server = ServerUnderLoad.start(BenchHome.temporary())) {
                new CaptureLoad(server, report).run(rounds, documents, warmUp);
            }
        });
    }

    private void run(int rounds, int documents, int warmUp) throws Exception {
        Iterator<DemoDocument> story = DemoCompany.generate(DemoSettings.of(DemoSize.M, SEED, LAST_DAY))
                .limit(warmUp + (long) rounds * documents)
                .iterator();
        round("warm-up", next(story, warmUp));
        var rates = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) rates.add(round("round " + round, next(story, documents)));
        report.atLeast("capture, durable", new Sample(rates), TARGET, "events/s");
    }

    private static List<DemoDocument> next(Iterator<DemoDocument> story, int count) {
        var documents = new ArrayList<DemoDocument>();
        while (documents.size() < count && story.hasNext()) documents.add(story.next());
        if (documents.size() == count) return documents;
        throw new BenchFailure("the demo's story in size M has not that many documents; ask for fewer rounds");
    }

    private double round(String name, List<DemoDocument> documents) throws Exception {
        long events = documents.stream().mapToLong(DemoDocument::events).sum();
        ProcessTree processes = server.processes();
        double allBefore = processes.processorSeconds();
        double serverBefore = processes.rootProcessorSeconds();
        long begun = System.nanoTime();
        send(documents);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double all = processes.processorSeconds() - allBefore;
        double jvm = processes.rootProcessorSeconds() - serverBefore;
        report.say(
                "  %-8s %,d events in %.2f s: %,.0f events/s; processor time an event: JVM %.2f ms, PostgreSQL %.2f ms",
                name, events, seconds, events / seconds, jvm * 1000 / events, (all - jvm) * 1000 / events);
        return events / seconds;
    }

    private void send(List<DemoDocument> documents) throws Exception {
        Queue<DemoDocument> waiting = new ConcurrentLinkedQueue<>(documents);
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> work = Collections.nCopies(CLIENTS, () -> sendAll(waiting));
            for (Future<Integer> client : clients.invokeAll(work)) client.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchFailure failure) throw failure;
            throw e;
        }
    }

    private int sendAll(Queue<DemoDocument> waiting) throws InterruptedException {
        Queue<String> underWay = new ArrayDeque<>();
        int sent = 0;
        for (DemoDocument document = waiting.poll(); document != null; document = waiting.poll()) {
            sent++;
            if (underWay.size() == AHEAD) await(underWay.remove());
            underWay.add(api.post("/capture", "application/ld+json", document.json())
                    .path("capture_id")
                    .asString());
        }
        while (!underWay.isEmpty()) await(underWay.remove());
        return sent;
    }

    private void await(String capture) throws InterruptedException {
        while (true) {
            var state = api.get("/capture/" + capture);
            if (!state.path("running").asBoolean()) {
                if (state.path("success").asBoolean()
                        && state.path("counts").path("duplicate").asInt() == 0) return;
                throw new BenchFailure("capture " + capture + " did not take every event: " + state);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
