package io.foodflow.cli.terminal;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * How far a piece of work is: a bar that is drawn again on a screen, and a plain line at every tenth of the way where the
 * output goes to a file or a log. Not thread-safe.
 */
public final class Progress {
    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000;

    private final Terminal terminal;
    private final String task;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private long drawnNanos = startNanos - REDRAW_NANOS;
    private long tenthsSaid;

    Progress(Terminal terminal, String task, String unit) {
        this.terminal = terminal;
        this.task = task;
        this.unit = unit;
    }

    /** Shows that {@code done} of {@code total} units are through. Cheap enough to be called for each of them. */
    public void reached(long done, long total) {
        double share = total <= 0 ? 1 : Math.min(1, (double) done / total);
        show(share, () -> describe(done, total, share));
    }

    /** Shows a share, 0 to 1, of work of which nothing else is known. */
    public void reached(double share) {
        double whole = Math.clamp(share, 0, 1);
        show(whole, () -> String.format(Locale.ROOT, "%s: %3.0f %%", task, Math.floor(whole * 100)));
    }

    private void show(double share, Supplier<String> description) {
        if (terminal.interactive()) {
            long now = System.nanoTime();
            if (now - drawnNanos >= REDRAW_NANOS || share >= 1) {
                drawnNanos = now;
                terminal.draw(bar(share) + "  " + description.get());
            }
            return;
        }
        long tenths = (long) Math.floor(share * 10);
        if (tenths > tenthsSaid) {
            tenthsSaid = tenths;
            terminal.say(description.get());
        }
    }

    /** Says something that concerns this work, without disturbing the bar. */
    public void remark(String line) {
        terminal.say(line);
    }

    private String describe(long done, long total, double share) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String speed = seconds < 1 ? "" : String.format(Locale.ROOT, ", %,.0f a second", done / seconds);
        return String.format(
                Locale.ROOT, "%s: %3.0f %%  %,d of %,d %s%s", task, Math.floor(share * 100), done, total, unit, speed);
    }

    private static String bar(double share) {
        int filled = (int) Math.round(share * BAR_WIDTH);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "]";
    }
}
