package io.foodflow.audit.lineage;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** The receivers that the installation names, each with a loop of its own: none waits for another. */
final class LineageReceivers implements SmartLifecycle, AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final List<LineageEmitter> emitters;
    private volatile boolean running;

    LineageReceivers(LineageSettings settings, ReceiverTable table, UnitOfWork work, Tenants tenants, Clock clock) {
        this.emitters = named(settings).stream()
                .map(receiver -> new LineageEmitter(
                        receiver,
                        table,
                        work,
                        () -> tenants.all().stream().filter(Tenant::isActive).toList(),
                        Duration.ofSeconds(settings.sweepSeconds()),
                        FIRST_PAUSE,
                        clock))
                .toList();
    }

    private static List<Receiver> named(LineageSettings settings) {
        var receivers = new ArrayList<Receiver>();
        if (settings.file() != null) {
            receivers.add(new FileReceiver(settings.file()));
        }
        if (settings.http() != null) {
            receivers.add(new HttpReceiver(settings.http()));
        }
        if (settings.kafka() != null) {
            receivers.add(new KafkaReceiver(settings.kafka()));
        }
        return receivers;
    }

    /** Says that there are events of that company. */
    void wake(Tenant tenant) {
        emitters.forEach(emitter -> emitter.wake(tenant));
    }

    @Override
    public void start() {
        running = true;
        emitters.forEach(LineageEmitter::start);
    }

    @Override
    public void stop() {
        running = false;
        emitters.forEach(LineageEmitter::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        emitters.forEach(LineageEmitter::close);
    }
}
