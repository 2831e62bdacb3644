package io.foodflow.cli.importing;

import io.foodflow.cli.importing.Capture.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * What became of one file.
 *
 * @param summary the counts, in a few words
 * @param reasons why something was refused, the first few
 */
record FileOutcome(
        Verdict verdict, long accepted, long duplicate, long rejected, String summary, List<String> reasons) {

    enum Verdict {
        ACCEPTED,
        DUPLICATE,
        PARTLY,
        REJECTED,
        SKIPPED
    }

    FileOutcome {
        reasons = List.copyOf(reasons);
    }

    static FileOutcome of(Outcome outcome) {
        return new FileOutcome(
                verdict(outcome),
                outcome.accepted(),
                outcome.duplicate(),
                outcome.rejected(),
                counts(outcome),
                outcome.reasons());
    }

    static FileOutcome acceptedEvent() {
        return new FileOutcome(Verdict.ACCEPTED, 1, 0, 0, "1 accepted", List.of());
    }

    static FileOutcome duplicateEvent() {
        return new FileOutcome(Verdict.DUPLICATE, 0, 1, 0, "1 known already", List.of());
    }

    static FileOutcome acceptedNetwork(String message) {
        return new FileOutcome(Verdict.ACCEPTED, 0, 0, 0, message, List.of());
    }

    static FileOutcome rejected(String reason) {
        return new FileOutcome(Verdict.REJECTED, 0, 0, 0, "refused", List.of(reason));
    }

    static FileOutcome skipped(String reason) {
        return new FileOutcome(Verdict.SKIPPED, 0, 0, 0, reason, List.of());
    }

    /** The line that is printed for the file. */
    String line(String file) {
        return String.format(Locale.ROOT, "%-9s  %s  (%s)", verdict.name().toLowerCase(Locale.ROOT), file, summary);
    }

    private static Verdict verdict(Outcome outcome) {
        if (!outcome.success()) return outcome.accepted() > 0 ? Verdict.PARTLY : Verdict.REJECTED;
        if (outcome.rejected() > 0)
            return outcome.accepted() + outcome.duplicate() > 0 ? Verdict.PARTLY : Verdict.REJECTED;
        return outcome.accepted() == 0 && outcome.duplicate() > 0 ? Verdict.DUPLICATE : Verdict.ACCEPTED;
    }

    private static String counts(Outcome outcome) {
        var text = new StringBuilder();
        append(text, outcome.accepted(), "accepted");
        append(text, outcome.duplicate(), "known already");
        append(text, outcome.rejected(), "rejected");
        append(text, outcome.total() - outcome.accepted() - outcome.duplicate() - outcome.rejected(), "not kept");
        return text.isEmpty() ? "no events" : text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count <= 0) return;
        if (!text.isEmpty()) text.append(", ");
        text.append(String.format(Locale.ROOT, "%,d %s", count, what));
    }
}
