package io.foodflow.notification.deliveries;

import io.foodflow.notification.sending.Severity;

/** Messages that are worked off by workers of their own: what is critical waits behind nothing else. */
enum Lane {
    CRITICAL,
    OTHERS;

    private static final int BULK = 0;
    private static final int USUAL = 1;
    private static final int URGENT = 2;
    private static final int MANY = 100;

    /** The lane's lowest priority. */
    int lowest() {
        return this == CRITICAL ? URGENT : BULK;
    }

    /** The lane's highest priority. */
    int highest() {
        return this == CRITICAL ? URGENT : USUAL;
    }

    /** Information for many goes behind whatever else there is. */
    static int priority(Severity severity, int recipients) {
        return switch (severity) {
            case CRITICAL -> URGENT;
            case WARNING -> USUAL;
            case INFO -> recipients > MANY ? BULK : USUAL;
        };
    }

    static Lane of(int priority) {
        return priority == URGENT ? CRITICAL : OTHERS;
    }
}
