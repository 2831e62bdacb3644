package io.foodflow.bench.load;

/** A benchmark cannot go on; the message says why and what helps, and is all that the user sees. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchFailure(String message) {
        super(message);
    }

    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** A benchmark's body. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    /** Runs a benchmark; a failure becomes one line and exit code 1. */
    public static void guard(Body body) throws Exception {
        try {
            body.run();
        } catch (BenchFailure failure) {
            System.err.println("foodflow: " + failure.getMessage());
            System.exit(1);
        }
    }
}
