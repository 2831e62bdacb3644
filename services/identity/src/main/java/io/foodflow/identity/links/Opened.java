package io.foodflow.identity.links;

import java.time.Duration;

/** What came of holding a link up to a door. */
public sealed interface Opened<T> {

    /** It fitted. */
    record Door<T>(T found) implements Opened<T> {}

    /** It is unknown, was used, or has run out: which of them is not told. */
    record Refused<T>() implements Opened<T> {}

    /** Too many links that did not fit were tried from that address. */
    record Locked<T>(Duration pause) implements Opened<T> {}
}
