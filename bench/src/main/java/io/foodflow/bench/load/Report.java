package io.foodflow.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints what was measured, each figure beside its target, and how busy the machine was: a figure of a busy machine says
 * little.
 */
public final class Report {
    private final PrintStream out;

    private Report(PrintStream out) {
        this.out = out;
    }

    public static Report to(PrintStream out) {
        var report = new Report(out);
        report.say(
                "%d processors, load of the last minute %s",
                Runtime.getRuntime().availableProcessors(), load());
        return report;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be the module's only use of its library
    public void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** A figure that should be {@code least} or more: the median of the rounds. */
    public void atLeast(String what, Sample sample, double least, String unit) {
        figure(what, sample, sample.median() >= least, "≥ " + number(least), unit);
    }

    /** A figure that should be {@code most} or less: the median of the rounds. */
    public void atMost(String what, Sample sample, double most, String unit) {
        figure(what, sample, sample.median() <= most, "≤ " + number(most), unit);
    }

    private void figure(String what, Sample sample, boolean met, String target, String unit) {
        say(
                "%-34s %9s %-11s (%s to %s in %d) target %s: %s; load %s",
                what,
                number(sample.median()),
                unit,
                number(sample.least()),
                number(sample.most()),
                sample.values().size(),
                target,
                met ? "met" : "MISSED",
                load());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String load() {
        Path file = Path.of("/proc/loadavg");
        try {
            return Files.isReadable(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
