package io.foodflow.identity.attempts;

import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts how often a letter is asked for about an address, known or not, over all processes: nobody's mailbox is filled
 * by strangers. Thread-safe.
 */
public final class LetterLimits {

    private final AttemptLimits limits;

    LetterLimits(AttemptLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes one letter.
     *
     * @return how long to wait, if there were too many
     */
    public Optional<Duration> take(String address) {
        return switch (limits.admit(Account.of("letter " + address))) {
            case Admission.Refused(var pause) -> Optional.of(pause);
            case Admission.Admitted admitted -> {
                limits.failed(admitted);
                yield Optional.empty();
            }
        };
    }
}
