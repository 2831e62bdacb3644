package io.foodflow.platform.changes;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.events.RelaySignal;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records changes of the current call's tenant where neither {@link UnitOfWork} nor {@link PlatformWork} can: in a
 * transaction on a connection of its caller's own, which also does what no tenant may do. Thread-safe.
 */
public final class ChangeRecorder {

    private final JsonMapper json;
    private final RelaySignal relay;

    ChangeRecorder(JsonMapper json, RelaySignal relay) {
        this.json = json;
        this.relay = relay;
    }

    /**
     * The change of the running transaction.
     *
     * @param jdbc works on the connection of that transaction, as the tenant's role
     */
    public Change inTenant(JdbcClient jdbc) {
        return new ChangeLog(jdbc, json, relay, UuidCreator::getTimeOrderedEpoch).beginInTenant();
    }

    /**
     * The change of the running transaction in the platform's schema.
     *
     * @param jdbc works on the connection of that transaction
     */
    public Change inPlatform(JdbcClient jdbc) {
        return new ChangeLog(jdbc, json, relay, UuidCreator::getTimeOrderedEpoch).beginInPlatform();
    }
}
