package io.foodflow.bench.load;

/** A benchmark cannot go on; the message says why and what helps, and is all that the user sees. */
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** A benchmark's body. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** Runs a benchmark; a failure becomes one line and exit code 1. */
    static void guard(Body body) throws Exception {
        try {
            body.run();
        } catch (BenchFailure failure) {
            System.err.println("foodflow: " + failure.getMessage());
            System.exit(1);
        }
    }
}
