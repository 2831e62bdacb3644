package io.foodflow.identity.letters;

import io.foodflow.identity.links.Purpose;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.mail.OutgoingMail;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.util.UUID;

/**
 * Has letters sent. The letter leaves if and only if the change that asked for it commits, and no crash loses it: its job
 * makes the link, so that no link is ever stored, and is repeated until the mail server has taken the letter. Thread-safe.
 */
public final class Letters {

    private final Jobs jobs;
    private final OutgoingMail mail;

    Letters(Jobs jobs, OutgoingMail mail) {
        this.jobs = jobs;
        this.mail = mail;
    }

    /** Whether letters can be sent at all. */
    public boolean canBeSent() {
        return mail.configured();
    }

    /** Refuses (503) what needs a letter while none can be sent. */
    public void requireMail() {
        if (!canBeSent()) {
            throw new ProblemException(
                    Problem.of(
                            503,
                            "mail-not-configured",
                            "Mail is not set up",
                            "this installation sends no mail (foodflow.mail.host is not set); ask your administrator for help"));
        }
    }

    /** Orders a letter as part of the running unit of work. */
    public void order(Purpose purpose, UUID subject, Language language) {
        jobs.submit(LetterJob.KIND, null, new LetterOrder(purpose, subject, language));
    }
}
