package io.foodflow.identity.letters;

import io.foodflow.identity.links.Purpose;
import java.util.Optional;
import java.util.UUID;

/** A feature that has letters with links sent: one for each purpose. */
public interface Correspondent {

    /** What its links are good for. */
    Purpose purpose();

    /** What the subject is called in the audit trail: {@code user}, {@code invitation}. */
    String subjectType();

    /** Whom the letter about that subject goes to; nobody if it is no longer wanted. Runs in the job's transaction. */
    Optional<Addressee> addressee(UUID subject);
}
