package io.foodflow.platform.context;

import org.jspecify.annotations.Nullable;

/** Where a call came from: address, program and the trace it belongs to. */
public record Origin(
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String traceId) {

    /** What browsers send has 100 to 200 characters; it is kept for each caller, and in the audit for good. */
    private static final int LONGEST_USER_AGENT = 512;

    public Origin {
        userAgent = userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }

    /** A call that began inside this process. */
    public static final Origin INTERNAL = new Origin(null, null, null);
}
