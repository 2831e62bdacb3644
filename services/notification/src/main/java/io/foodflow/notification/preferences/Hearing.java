package io.foodflow.notification.preferences;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody hears of a message.
 *
 * @param at when it may come at the earliest
 * @param digest of which it is a part; null where it comes by itself
 */
public record Hearing(Instant at, @Nullable Digest digest) {}
