package io.foodflow.notification.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of handing a message over. */
public sealed interface Sent {

    /**
     * What the other side answered.
     *
     * @param status of HTTP
     * @param head the beginning of the body, without control characters
     * @param bytes length of the whole body
     */
    record Answer(int status, String head, long bytes) {}

    /**
     * The other side has taken it upon itself.
     *
     * @param reference what it calls the message, if it says
     */
    record Accepted(@Nullable String reference, @Nullable Answer answer) implements Sent {}

    /** It will never be taken: another attempt would end the same way. */
    record Refused(String why, @Nullable Answer answer) implements Sent {}

    /** Nobody is reached at that address any more: no message to it will be taken. */
    record AddressRefused(Cause cause, String why, @Nullable Answer answer) implements Sent {

        /** Why not. */
        public enum Cause {
            /** There is no such mailbox or number. */
            UNKNOWN,
            /** Whoever has it wants no messages. */
            OPTED_OUT
        }
    }

    /**
     * It was not taken now: try again.
     *
     * @param retryAfter how long the other side asked to wait, if it did; at most a day
     * @param mayHaveArrived whether the message may be there all the same, since no answer came or none that can be read
     */
    record Postponed(
            String why, @Nullable Answer answer, @Nullable Duration retryAfter, boolean mayHaveArrived)
            implements Sent {}

    /** There is nothing to hand it to. */
    record NotConfigured(String why) implements Sent {}
}
