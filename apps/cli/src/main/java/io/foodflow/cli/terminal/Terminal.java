package io.foodflow.cli.terminal;

import java.io.PrintWriter;

/**
 * The two streams of a command: results go to {@code out} so that they can be piped on, everything said about the work in
 * hand goes to {@code err}. Safe to use from several threads.
 */
public final class Terminal {
    private static final int SCREEN_COLUMNS = 100;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private boolean barShown;

    /** @param interactive whether {@code err} is a screen, on which a line can be drawn again */
    public Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /** One line of the result. */
    public synchronized void print(String line) {
        clearBar();
        out.println(line);
        out.flush();
    }

    /** One line about the work in hand, or about why it failed. */
    public synchronized void say(String line) {
        clearBar();
        err.println(line);
        err.flush();
    }

    /** Begins to show how far a piece of work is. */
    public Progress progress(String task, String unit) {
        return new Progress(this, task, unit);
    }

    boolean interactive() {
        return interactive;
    }

    synchronized void draw(String bar) {
        err.print('\r' + (bar.length() > SCREEN_COLUMNS ? bar.substring(0, SCREEN_COLUMNS) : bar) + "\u001b[K");
        err.flush();
        barShown = true;
    }

    private void clearBar() {
        if (barShown) {
            err.print("\r\u001b[K");
            barShown = false;
        }
    }
}
