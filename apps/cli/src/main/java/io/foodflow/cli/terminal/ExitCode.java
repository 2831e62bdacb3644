package io.foodflow.cli.terminal;

/** How a command ended, for scripts. The numbers are part of the public interface and never change their meaning. */
public enum ExitCode {
    /** Done as asked. */
    OK(0, "done"),
    /** Something broke: the server failed, a file could not be read, a time-out passed. */
    FAILURE(1, "failed; the message says what broke"),
    /** The command line itself is wrong. */
    USAGE(2, "the command line is wrong"),
    /** There is no server to talk to. */
    NOT_RUNNING(3, "the server is not running, or not reachable"),
    /** The thing that was named does not exist. */
    NOT_FOUND(4, "no such lot, tenant, file or benchmark"),
    /** The server or the command understood, and said no. */
    REFUSED(5, "refused: sign-in, permission, ambiguous lot, invalid document, folder in use");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** One phrase for the help text. */
    public String meaning() {
        return meaning;
    }
}
