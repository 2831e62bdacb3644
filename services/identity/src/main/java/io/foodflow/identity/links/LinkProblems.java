package io.foodflow.identity.links;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Duration;

/** The answers to links that do not open. */
public final class LinkProblems {

    private LinkProblems() {}

    /** What was behind the door, or the problem that says why it stayed shut. */
    public static <T> T require(Opened<T> opened) {
        return switch (opened) {
            case Opened.Door<T>(var found) -> found;
            case Opened.Refused<T> _ ->
                throw new ProblemException(Problem.of(
                        400,
                        "link-refused",
                        "This link does not work",
                        "the link is not valid, was used before, or has run out; ask for a new one"));
            case Opened.Locked<T>(var pause) -> throw tooMany(pause);
        };
    }

    /** 429: too often, with the time to wait. */
    public static ProblemException tooMany(Duration pause) {
        long seconds = pause.plusMillis(999).toSeconds();
        return new ProblemException(Problem.of(
                        429,
                        "too-many-attempts",
                        "Too many attempts",
                        "too many attempts; wait %d s".formatted(seconds))
                .with("retry_after_seconds", seconds));
    }
}
