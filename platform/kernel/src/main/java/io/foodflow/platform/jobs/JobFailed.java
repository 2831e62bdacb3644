package io.foodflow.platform.jobs;

/** Ends a job for good, because another attempt would end the same way. The message is shown to whoever asked for it. */
public final class JobFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobFailed(String message) {
        super(message);
    }

    public JobFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
