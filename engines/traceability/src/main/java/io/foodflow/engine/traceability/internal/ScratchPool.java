package io.foodflow.engine.traceability.internal;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Working memory for the searches of one graph. It keeps as many as there are processors, softly, so that an idle graph's can
 * be reclaimed; a search never blocks, hence more are seldom in use at once even with many virtual threads. Thread-safe.
 */
final class ScratchPool {
    private final AtomicReferenceArray<@Nullable SoftReference<Scratch>> idle =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());

    Scratch take() {
        for (int slot = 0; slot < idle.length(); slot++) {
            SoftReference<Scratch> reference = idle.getAndSet(slot, null);
            Scratch scratch = reference == null ? null : reference.get();
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch();
    }

    void give(Scratch scratch) {
        SoftReference<Scratch> reference = new SoftReference<>(scratch);
        for (int slot = 0; slot < idle.length(); slot++) {
            if (idle.compareAndSet(slot, null, reference)) {
                return;
            }
        }
    }
}
