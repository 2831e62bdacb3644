package io.foodflow.platform.jobs;

/** Ends a run that was asked to end. Let it pass. */
public final class JobCancelled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobCancelled() {
        super("the job was asked to end", null, false, false);
    }
}
