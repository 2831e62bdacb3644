package io.foodflow.identity.factors;

import io.foodflow.identity.factors.SecondFactorChangeRefused.Reason;
import java.time.Duration;
import java.util.List;

/** What came of a user's asking about its own second factor. */
sealed interface FactorOutcome {

    /** The secret to confirm. */
    record Begun(Enrolment enrolment) implements FactorOutcome {}

    /** The factor is on. */
    record Confirmed(List<String> recoveryCodes) implements FactorOutcome {

        public Confirmed {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        /** Without the codes. */
        @Override
        public String toString() {
            return "Confirmed[]";
        }
    }

    /** The factor is off. */
    record Removed() implements FactorOutcome {}

    /** The password or the code is wrong, or there was nothing to confirm. */
    record Refused(Reason reason) implements FactorOutcome {}

    /** It is on already. */
    record AlreadyOn() implements FactorOutcome {}

    /** Too many tries at this account. */
    record Locked(Duration pause) implements FactorOutcome {}
}
