package io.foodflow.identity.federation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Asks for each key one at a time: whoever wants the same meanwhile waits for what the first is answered, or refused.
 * Thread-safe.
 */
final class OneAtATime<K, V> {

    private final ConcurrentHashMap<K, FutureTask<V>> underWay = new ConcurrentHashMap<>();

    V ask(K key, Supplier<V> question) {
        var mine = new FutureTask<>(question::get);
        var other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return answer(other);
        }
        try {
            mine.run();
            return answer(mine);
        } finally {
            underWay.remove(key, mine);
        }
    }

    private V answer(FutureTask<V> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a provider is asked", e);
        }
    }
}
