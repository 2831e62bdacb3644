package io.foodflow.audit.signing;

import io.foodflow.platform.web.Problem;

/** What came of a wish to sign. */
sealed interface SigningOutcome {

    /** It is signed. */
    record Signed(Signature signature) implements SigningOutcome {}

    /** Another record than what was shown: somebody changed it meanwhile. */
    record RecordChanged(String shown, String current) implements SigningOutcome {}

    /** The policy knows no such meaning. */
    record MeaningUnknown(SigningPolicy policy) implements SigningOutcome {}

    /** The same person has signed the same record with the same meaning. */
    record SignedBefore() implements SigningOutcome {}

    /** The right to sign was withdrawn. */
    record Withdrawn() implements SigningOutcome {}

    /**
     * Somebody else has to sign.
     *
     * @param author whether because this one is an author; else because it signed before
     */
    record SecondPersonDue(boolean author) implements SigningOutcome {}

    /** The password was set too long ago. */
    record PasswordTooOld(int days) implements SigningOutcome {}

    /** Not all was given that the next signature of this session needs. */
    record ProofIncomplete(Means means) implements SigningOutcome {}

    /** The proof was not taken, as identity says. */
    record ProofRefused(Problem problem) implements SigningOutcome {}
}
