package io.foodflow.platform.jobs;

import java.util.regex.Pattern;

/** The names that kinds of jobs may have. They go into SQL and into metrics. */
final class JobKind {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9.-]{0,59}");

    private JobKind() {}

    static String require(String kind) {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "a job's kind must be a lower-case letter followed by at most 59 letters, digits, '-' or '.', was '%s'"
                            .formatted(kind));
        }
        return kind;
    }
}
