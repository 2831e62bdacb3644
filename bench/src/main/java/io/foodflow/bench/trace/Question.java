package io.foodflow.bench.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.TraceMode;
import io.foodflow.engine.traceability.TraceQuery;
import java.util.Locale;

/**
 * How many lots are reached from one, itself among them.
 *
 * @param start number of the lot
 */
record Question(Direction direction, TraceMode mode, int start) {

    TraceQuery query() {
        return TraceQuery.of(direction, start).mode(mode);
    }

    boolean forward() {
        return direction == Direction.FORWARD;
    }

    boolean timeRespecting() {
        return mode == TraceMode.TIME_RESPECTING;
    }

    @Override
    public String toString() {
        return direction.name().toLowerCase(Locale.ROOT) + ", " + (timeRespecting() ? "time-respecting" : "all times");
    }
}
