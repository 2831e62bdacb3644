package io.foodflow.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command with an exit code and one sentence for the user. The sentence says what was asked, what stands against it,
 * and what to do; the stack trace is only shown when {@code FOODFLOW_DEBUG=1} is set.
 */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailure(ExitCode exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    public CommandFailure(ExitCode exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The sentence; unlike {@link #getMessage()} never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
