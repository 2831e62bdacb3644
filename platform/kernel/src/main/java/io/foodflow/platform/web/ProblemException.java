package io.foodflow.platform.web;

/**
 * Ends a request with a problem document. The same exception comes out of a call to a service in another process that
 * answered with that document.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail() == null ? problem.title() : problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** The document to answer with. */
    public Problem problem() {
        return problem;
    }
}
