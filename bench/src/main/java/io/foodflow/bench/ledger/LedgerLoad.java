package io.foodflow.bench.ledger;

import io.foodflow.bench.load.Report;
import io.foodflow.bench.load.Sample;
import io.foodflow.engine.ledger.Appender;
import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerCheck;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerVerdict.Intact;
import io.foodflow.engine.ledger.export.Disclosure;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.LedgerExport;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.tiles.FileTileStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a ledger in files takes in a second, each entry of some 400 bytes on disk and under a signed checkpoint before it counts:
 * from 512 callers that append one entry each and wait, and from 8 that append a thousand at a time. Then how long it takes to
 * check a million entries: where they are kept, and as an exported file.
 *
 * <p>Arguments: rounds (3), seconds a round (5), entries to verify (1000000).
 */
public final class LedgerLoad {
    private static final double SINGLE_TARGET = 5_000;
    private static final double BATCHED_TARGET = 50_000;
    private static final double VERIFY_TARGET_SECONDS = 10;
    private static final int SINGLE_CALLERS = 512;
    private static final int BATCH_CALLERS = 8;
    private static final int BATCH = 1_000;
    private static final int STOCK = 10_000;

    private final NoteKey key = NoteKey.generate("bench.example/ledger", KeyType.ED25519, new SecureRandom());
    private final AtomicLong number = new AtomicLong();
    private final List<byte[]> stock =
            LongStream.range(0, STOCK).mapToObj(LedgerLoad::entry).toList();
    private final Report report;
    private final Path folder;
    private final int rounds;
    private final int seconds;

    private LedgerLoad(Report report, Path folder, int rounds, int seconds) {
        this.report = report;
        this.folder = folder;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int entries = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
        Path folder = Files.createTempDirectory("foodflow-ledger");
        try {
            var load = new LedgerLoad(Report.to(System.out), folder, rounds, seconds);
            load.measure("durable entries, one by one", SINGLE_CALLERS, 1, SINGLE_TARGET);
            load.measure("durable entries, by the thousand", BATCH_CALLERS, BATCH, BATCHED_TARGET);
            load.verify(entries);
        } finally {
            delete(folder);
        }
    }

    /** The first round warms up. */
    private void measure(String what, int callers, int batch, double target) throws Exception {
        var rates = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            try (var store = FileTileStore.open(folder.resolve(batch + "-" + round));
                    var thread = Executors.newSingleThreadExecutor()) {
                var ledger = Ledger.open(key, store);
                double rate = round(new Appender(ledger, thread, Appender.Limits.DEFAULT), callers, batch);
                report.say("  %-8s %,.0f a second", round == 0 ? "warm-up" : "round " + round, rate);
                if (round > 0) rates.add(rate);
            }
        }
        report.atLeast(what, new Sample(rates), target, "a second");
    }

    private double round(Appender appender, int callers, int batch) throws Exception {
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + seconds * 1_000_000_000L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Void>>();
            for (int n = 0; n < callers; n++) {
                work.add(() -> {
                    while (System.nanoTime() < end) {
                        appender.append(entries(batch)).join();
                        done.addAndGet(batch);
                    }
                    return null;
                });
            }
            for (Future<Void> caller : threads.invokeAll(work)) caller.get();
        }
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private void verify(int entries) throws IOException {
        try (var store = FileTileStore.open(folder.resolve("verify"))) {
            var ledger = Ledger.open(key, store);
            for (int left = entries; left > 0; left -= 8 * BATCH) {
                ledger.append(entries(Math.min(left, 8 * BATCH)));
            }
            Path file = folder.resolve("export.jsonl");
            try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                new LedgerExport(
                                store,
                                ledger.head().note(),
                                List.of(key.verifier()),
                                List.of(),
                                List.of(),
                                Disclosure.none())
                        .range(0, entries, out);
            }
            report.say("  %,d entries, an export of %,d MB", entries, Files.size(file) / 1_000_000);
            var export = new ArrayList<Double>();
            var stored = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                export.add(seconds(() -> {
                    try (var in = Files.newInputStream(file)) {
                        return new ExportVerifier(Trust.of(key.verifier())).verify(in) instanceof Verified;
                    }
                }));
                stored.add(seconds(() -> new LedgerCheck(store, key.verifier()).run() instanceof Intact));
            }
            report.atMost("verifying the export", new Sample(export), VERIFY_TARGET_SECONDS, "s");
            report.atMost("checking the store", new Sample(stored), VERIFY_TARGET_SECONDS, "s");
        }
    }

    private interface Verification {
        boolean holds() throws IOException;
    }

    private static double seconds(Verification verification) throws IOException {
        long begun = System.nanoTime();
        if (!verification.holds()) throw new IllegalStateException("the ledger did not verify");
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The next entries, from a stock of ten thousand: making them is not what is measured. */
    private List<byte[]> entries(int count) {
        int first = (int) (number.getAndAdd(count) % STOCK);
        return IntStream.range(first, first + count)
                .mapToObj(n -> stock.get(n % STOCK))
                .toList();
    }

    private static byte[] entry(long n) {
        var lot = JsonObject.empty().with("lot", "LOT-" + n).with("quantity", JsonValue.of(n % 1_000 / 4.0));
        return new LedgerEntry(JsonObject.empty()
                        .with("id", "019a%012x".formatted(n))
                        .with("time", "2026-11-22T12:00:00.123456Z")
                        .with("event", "lot.updated")
                        .with("actor", JsonObject.empty().with("kind", "user").with("id", "u" + n % 97))
                        .with("resource", JsonObject.empty().with("type", "lot").with("id", "l" + n % 1_009))
                        .with("old", lot.with("status", "released"))
                        .with("new", lot.with("status", "blocked"))
                        .with("reason", "temperature above the limit during transport")
                        .with("ip", "192.0.2.17")
                        .with("session", "s" + n % 331))
                .bytes();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
