package io.foodflow.platform.context;

import org.jspecify.annotations.Nullable;

/** Where a call came from: address, program and the trace it belongs to. */
public record Origin(
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String traceId) {

    /** A call that began inside this process. */
    public static final Origin INTERNAL = new Origin(null, null, null);
}
