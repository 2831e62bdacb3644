package io.foodflow.cli.api;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;

/** The server understood a request and said no; ends the command unless the command expected it. */
public final class ApiProblem extends CommandFailure {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;

    ApiProblem(int status, Problem problem) {
        super(exitCode(status), sentence(status, problem));
        this.status = status;
        this.problem = problem;
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }

    private static ExitCode exitCode(int status) {
        if (status == 404) return ExitCode.NOT_FOUND;
        return status < 500 ? ExitCode.REFUSED : ExitCode.FAILURE;
    }

    private static String sentence(int status, Problem problem) {
        return switch (status) {
            case 401 -> "the server refused the sign-in: " + problem.sentence();
            case 403 -> "the server does not permit this to the signed-in user: " + problem.sentence();
            default -> status < 500 ? problem.sentence() : failure(status, problem);
        };
    }

    private static String failure(int status, Problem problem) {
        String trace = problem.traceId() == null ? "" : ", trace " + problem.traceId();
        return "the server failed (" + status + trace + "): " + problem.sentence();
    }
}
