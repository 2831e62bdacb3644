package io.foodflow.cli.importing;

import io.foodflow.cli.importing.FileOutcome.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Sums the outcomes of an import. */
final class ImportReport {
    private final Map<Verdict, Integer> files = new EnumMap<>(Verdict.class);
    private long accepted;
    private long duplicate;
    private long rejected;

    void add(FileOutcome outcome) {
        files.merge(outcome.verdict(), 1, Integer::sum);
        accepted += outcome.accepted();
        duplicate += outcome.duplicate();
        rejected += outcome.rejected();
    }

    /** Whether nothing at all of what was given is in the platform now. */
    boolean nothingTaken() {
        return count(Verdict.ACCEPTED) + count(Verdict.DUPLICATE) + count(Verdict.PARTLY) == 0;
    }

    /** Whether every file is in, whole. */
    boolean complete() {
        return count(Verdict.PARTLY) + count(Verdict.REJECTED) + count(Verdict.SKIPPED) == 0;
    }

    String summary() {
        int all = files.values().stream().mapToInt(Integer::intValue).sum();
        return String.format(
                Locale.ROOT,
                "%,d %s: %,d accepted, %,d known already, %,d partly, %,d rejected, %,d skipped. "
                        + "Events: %,d accepted, %,d known already, %,d rejected.",
                all,
                all == 1 ? "file" : "files",
                count(Verdict.ACCEPTED),
                count(Verdict.DUPLICATE),
                count(Verdict.PARTLY),
                count(Verdict.REJECTED),
                count(Verdict.SKIPPED),
                accepted,
                duplicate,
                rejected);
    }

    private int count(Verdict verdict) {
        return files.getOrDefault(verdict, 0);
    }
}
