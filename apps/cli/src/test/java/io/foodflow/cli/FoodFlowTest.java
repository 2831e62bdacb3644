package io.foodflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.testing.Checkout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FoodFlowTest {
    @TempDir
    Path folder;

    private CommandRun run;

    @BeforeEach
    void newRun() {
        run = new CommandRun(folder);
    }

    @Command(name = "fail")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int fail(Exception failure) {
        return run.run(surroundings -> FoodFlow.commandLine(surroundings).addSubcommand(new Failing(failure)), "fail");
    }

    @Test
    void printsItsVersion() {
        assertThat(run.run("version")).isZero();
        assertThat(run.out()).startsWith("FoodFlow OS ").contains("JVM 25");
    }

    @Test
    void answersAMistakeWithOneSentenceAndTheUsageCode() {
        assertThat(run.run("trcae")).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("foodflow: Unmatched argument").contains("./foodflow help");
        assertThat(run.run()).isEqualTo(2);
        assertThat(run.run("status", "--nonsense")).isEqualTo(2);
        assertThat(run.err()).contains("(see './foodflow help status')");
    }

    @Test
    void explainsEachCommand() {
        for (String command :
                FoodFlow.commandLine(run.surroundings()).getSubcommands().keySet()) {
            assertThat(run.run("help", command)).as(command).isZero();
            assertThat(run.out()).contains("Usage: foodflow " + command);
            assertThat(run.run(command, "--help")).as(command).isZero();
        }
    }

    @Test
    void theHelpTextOfTheLauncherNamesEveryCommandOptionAndExitCode() throws IOException {
        String help = Files.readString(Checkout.root().resolve("scripts/help.txt"));

        CommandLine line = FoodFlow.commandLine(run.surroundings());
        assertThat(line.getSubcommands()).allSatisfy((name, command) -> {
            assertThat(help).contains("\n  " + name);
            command.getCommandSpec().options().stream()
                    .map(CommandLine.Model.OptionSpec::longestName)
                    .filter(option -> !option.equals("--help"))
                    .forEach(option -> assertThat(help).as(name).contains(option));
        });
        assertThat(Arrays.asList(ExitCode.values()))
                .allSatisfy(code -> assertThat(help).contains("\n  " + code.code() + "   " + code.meaning()));
    }

    @Test
    void asksToReportWhatNobodyExpected() {
        assertThat(fail(new IllegalStateException("odd"))).isEqualTo(1);
        assertThat(run.err()).contains("odd", "please report it").doesNotContain("\tat ");
    }

    @Test
    void showsTheStackTraceWhenAskedTo() {
        run.with("FOODFLOW_DEBUG", "1");

        fail(new IllegalStateException("odd"));

        assertThat(run.err()).contains("\tat ");
    }

    @Test
    void namesTheFileThatCannotBeUsed() {
        fail(new AccessDeniedException("/x"));
        assertThat(run.err()).isEqualTo("foodflow: /x may not be read or written by this user\n");
        fail(new NoSuchFileException("/x"));
        assertThat(run.err()).isEqualTo("foodflow: there is no file or folder /x\n");
        fail(new FileSystemException("/x", null, "No space left on device"));
        assertThat(run.err()).isEqualTo("foodflow: /x: No space left on device\n");
        assertThat(fail(new java.io.UncheckedIOException(new IOException("broken"))))
                .isEqualTo(1);
        assertThat(run.err()).isEqualTo("foodflow: broken\n");
    }
}
