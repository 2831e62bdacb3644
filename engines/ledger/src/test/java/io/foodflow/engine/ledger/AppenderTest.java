package io.foodflow.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.Appender.Limits;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AppenderTest {

    private final InMemoryTileStore store = new InMemoryTileStore();
    /** Runs a task only when told, so that what is gathered in between is certain. */
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    private Appender appender(Limits limits) throws IOException {
        return new Appender(Ledger.open(Ledgers.LOG, store), tasks::add, limits);
    }

    @Test
    void gathersWhatComesWhileABatchWaits() throws IOException {
        var appender = appender(Limits.DEFAULT);
        var one = appender.append(Ledgers.bytes(0, 1).getFirst());
        var two = appender.append(Ledgers.bytes(1, 4));
        var three = appender.append(Ledgers.bytes(4, 5).getFirst());
        assertThat(tasks).hasSize(1);
        assertThat(one).isNotDone();
        tasks.remove().run();
        assertThat(one.join().index()).isZero();
        assertThat(two.join().index()).isEqualTo(1);
        assertThat(three.join().index()).isEqualTo(4);
        assertThat(three.join().head()).isEqualTo(one.join().head());
        assertThat(tasks).isEmpty();
        assertThat(appender.append(new byte[1])).isNotDone();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void fillsBatchesByEntriesAndByBytesAndTakesTurns() throws IOException {
        var appender = appender(new Limits(2, 100, 10));
        var futures = new ArrayList<CompletableFuture<Appended>>();
        for (byte[] entry : List.of(new byte[1], new byte[1], new byte[150], new byte[1], new byte[1])) {
            futures.add(appender.append(entry));
        }
        var sizes = new ArrayList<Long>();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            sizes.add(futures.stream().filter(CompletableFuture::isDone).count());
        }
        assertThat(sizes).containsExactly(2L, 3L, 5L);
        assertThatThrownBy(() -> new Limits(0, 1, 1)).hasMessageContaining("were 0, 1 and 1");
    }

    @Test
    void refusesMoreThanMayWait() throws IOException {
        var appender = appender(new Limits(10, 1_000, 3));
        var large = appender.append(Ledgers.bytes(0, 5));
        assertThatThrownBy(() -> appender.append(new byte[1]))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("has 5 entries waiting");
        tasks.remove().run();
        assertThat(large).isDone();
        assertThat(appender.append(new byte[1])).isNotDone();
        assertThatThrownBy(() -> appender.append(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> appender.append(new byte[70_000])).hasMessageContaining("had 70000");
    }

    @Test
    void aFailureIsToldToThoseInTheBatchAndToNobodyElse() throws IOException {
        var failing = new TileStore() {
            private boolean fails = true;

            @Override
            public Optional<byte[]> read(TilePath path) {
                return store.read(path);
            }

            @Override
            public Optional<String> checkpoint() {
                return store.checkpoint();
            }

            @Override
            public boolean commit(Optional<String> expected, List<Tile> tiles, String checkpoint) throws IOException {
                if (fails) {
                    fails = false;
                    throw new IOException("disk full");
                }
                return store.commit(expected, tiles, checkpoint);
            }
        };
        var appender = new Appender(Ledger.open(Ledgers.LOG, failing), tasks::add, new Limits(1, 1_000, 10));
        var first = appender.append(new byte[1]);
        var second = appender.append(new byte[2]);
        tasks.remove().run();
        assertThat(first).isCompletedExceptionally();
        assertThatThrownBy(first::join).hasRootCauseMessage("disk full");
        tasks.remove().run();
        assertThat(second.join().index()).isZero();
    }

    @Test
    void failsWhatWaitsWhenTheExecutorIsShut() throws IOException {
        var appender = new Appender(
                Ledger.open(Ledgers.LOG, store),
                _ -> {
                    throw new RejectedExecutionException("shut");
                },
                Limits.DEFAULT);
        assertThatThrownBy(() -> appender.append(new byte[1]).join()).hasRootCauseMessage("shut");
        assertThatThrownBy(() -> appender.append(new byte[1]).join()).hasRootCauseMessage("shut");
    }

    @Test
    void givesEachEntryOfManyThreadsAnIndexOfItsOwnInTheThreadsOrder() throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        int threads = 16;
        int each = 100;
        var all = new ArrayList<CompletableFuture<List<Long>>>();
        try (var executor = Executors.newFixedThreadPool(2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var appender = new Appender(ledger, executor, new Limits(64, 1 << 20, 100_000));
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                all.add(CompletableFuture.supplyAsync(
                        () -> {
                            var futures = new ArrayList<CompletableFuture<Appended>>();
                            for (int i = 0; i < each; i++) {
                                futures.add(appender.append((number + ":" + i).getBytes(StandardCharsets.UTF_8)));
                            }
                            return futures.stream()
                                    .map(future -> future.join().index())
                                    .toList();
                        },
                        callers));
            }
            var indexes = new HashSet<Long>();
            var tree = new ArrayList<List<Long>>();
            all.forEach(future -> tree.add(future.join()));
            for (int thread = 0; thread < threads; thread++) {
                assertThat(tree.get(thread)).isSorted();
                for (int i = 0; i < each; i++) {
                    long index = tree.get(thread).get(i);
                    assertThat(indexes.add(index)).isTrue();
                    assertThat(ledger.tree().entry(index))
                            .isEqualTo((thread + ":" + i).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(ledger.head().size()).isEqualTo((long) threads * each);
        assertThat(new LedgerCheck(store, ledger.verifier()).run()).isEqualTo(new LedgerVerdict.Intact(ledger.head()));
        assertThat(ledger.tree()
                        .inclusion(7)
                        .proves(
                                TreeHashes.leaf(ledger.tree().entry(7)),
                                ledger.head().root()))
                .isTrue();
    }
}
