package io.foodflow.identity.users;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * That what a user proves identity by may be known to, or lead to, somebody else.
 *
 * @param setBy the users who set or changed it; whoever vouched for what a machine did is one of them
 * @param byMachine whether a machine had a part in it, for which somebody has to vouch before another confirms
 */
public record ProofHold(UUID userId, Set<Cause> causes, List<UUID> setBy, boolean byMachine, Instant since) {

    public ProofHold {
        causes = Set.copyOf(causes);
        setBy = List.copyOf(setBy);
    }

    /** What was set without the person. */
    public enum Cause {
        /** The account was opened with a password. */
        ACCOUNT,
        EMAIL,
        PASSWORD,
        SECOND_FACTOR;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
