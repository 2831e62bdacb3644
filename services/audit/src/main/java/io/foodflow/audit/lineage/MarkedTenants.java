package io.foodflow.audit.lineage;

import io.foodflow.platform.lineage.RunMarkListener;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The companies of which this process has left marks since somebody last looked. A hint: what does not fit in is found by the sweep. */
final class MarkedTenants implements RunMarkListener {

    private static final int MOST = 10_000;

    private final BlockingQueue<Tenant> marked = new LinkedBlockingQueue<>(MOST);

    @Override
    public void marked(Tenant tenant) {
        marked.offer(tenant);
    }

    /** Waits for one, at most so long, and moves all that came. */
    void await(Duration longest, Collection<Tenant> into) throws InterruptedException {
        var first = marked.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            marked.drainTo(into);
        }
    }
}
