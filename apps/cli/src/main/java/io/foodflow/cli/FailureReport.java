package io.foodflow.cli;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Ends a failed command with one sentence and its exit code; {@code FOODFLOW_DEBUG=1} adds the stack trace. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Surroundings surroundings;

    FailureReport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return switch (failure) {
            case CommandFailure expected -> report(expected.exitCode(), expected.sentence(), expected);
            case UncheckedIOException wrapped ->
                report(ExitCode.FAILURE, sentence(Objects.requireNonNull(wrapped.getCause())), wrapped);
            case IOException broken -> report(ExitCode.FAILURE, sentence(broken), broken);
            default ->
                report(
                        ExitCode.FAILURE,
                        "unexpected: " + failure + "; FOODFLOW_DEBUG=1 shows where, please report it",
                        failure);
        };
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        String name = mistake.getCommandLine().getCommandSpec().qualifiedName();
        String help = name.contains(" ") ? "foodflow help " + name.substring(name.indexOf(' ') + 1) : "foodflow help";
        String message = String.valueOf(mistake.getMessage()).strip();
        return report(ExitCode.USAGE, message + " (see './" + help + "')", mistake);
    }

    private int report(ExitCode code, String sentence, Exception failure) {
        surroundings.terminal().say("foodflow: " + sentence);
        if (surroundings.variable("FOODFLOW_DEBUG").isPresent()) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            surroundings.terminal().say(trace.toString());
        }
        return code.code();
    }

    private static String sentence(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
            case NoSuchFileException missing -> "there is no file or folder " + missing.getFile();
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
