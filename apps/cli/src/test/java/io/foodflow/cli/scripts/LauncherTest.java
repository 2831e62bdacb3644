package io.foodflow.cli.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.testing.Checkout;
import io.foodflow.cli.testing.Checkout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Maven that only writes jars and a JVM that only tells its arguments. */
class LauncherTest {
    @TempDir
    Path checkout;

    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        Checkout.copyLauncher(checkout);
        Checkout.script(checkout.resolve("jdk/bin/java"), "#!/bin/sh\necho java \"$@\"\n");
        Checkout.script(checkout.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Checkout.script(checkout.resolve("mvnw"), """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo "$@" >>maven-calls
                echo '[INFO] Building FoodFlow server 0.1.0-SNAPSHOT     [2/3]'
                [ ! -e broken ] || { echo '[ERROR] A.java:[3,4] ; expected'; exit 1; }
                mkdir -p apps/cli/target apps/server/target bench/target
                touch apps/cli/target/foodflow-cli.jar apps/server/target/foodflow-server-1.jar
                case $* in *bench*) touch bench/target/foodflow-bench-1.jar;; esac
                """);
        source = checkout.resolve("services/identity/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(checkout.resolve("services/identity/src/test"));
        Files.writeString(source, "class A {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    }

    private Ended launch(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = checkout.resolve("foodflow").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Checkout.run(
                checkout, Map.of("JAVA_HOME", checkout.resolve("jdk").toString()), command);
    }

    private long builds() throws IOException {
        Path calls = checkout.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    /** As an editor does: later than the build. */
    private void save(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    @Test
    void printsHelpWithoutJdkAndWithoutBuild() throws IOException {
        for (String[] arguments : new String[][] {{}, {"help"}, {"--help"}, {"-h"}}) {
            assertThat(launch(arguments).text()).startsWith("FoodFlow OS:").contains("Exit codes");
        }
        assertThat(builds()).isZero();
    }

    @Test
    void buildsOnceAndHandsOverToTheCommandLine() throws IOException {
        assertThat(launch("up", "--port", "9").text())
                .contains("Building FoodFlow OS ...\n  [2/3] FoodFlow server\n")
                .contains("-jar " + checkout.toRealPath() + "/apps/cli/target/foodflow-cli.jar up --port 9\n");

        Ended again = launch("up");

        assertThat(again.text()).doesNotContain("Building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void doesNotStartMavenForSourcesThatOnlyLookNewer() throws IOException {
        launch("up");
        save(source, "class A {}");
        save(checkout.resolve("services/identity/src/test/ATest.java"), "class ATest {}");

        launch("up");

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceChangesAppearsOrGoes() throws IOException {
        launch("up");
        save(source, "class A { int b; }");
        launch("up");
        assertThat(builds()).isEqualTo(2);

        Files.move(source, source.resolveSibling("B.java"));
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(2)));
        launch("up");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void buildsAgainWhenAJarIsGone() throws IOException {
        launch("up");
        Files.delete(checkout.resolve("apps/server/target/foodflow-server-1.jar"));

        launch("demo");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void leavesTheBuildAloneForCommandsThatTalkToAServer() throws IOException {
        launch("status");
        save(source, "class A { int b; }");

        launch("status");
        launch("trace", "L", "--forward");

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsTheBenchmarksOnlyForBench() throws IOException {
        launch("up");
        launch("bench");

        assertThat(builds()).isEqualTo(2);
        assertThat(checkout.resolve("bench/target/foodflow-bench-1.jar")).exists();
    }

    @Test
    void showsTheFirstErrorsOfAFailedBuildAndTriesAgainNextTime() throws IOException {
        Files.createFile(checkout.resolve("broken"));

        Ended ended = launch("up");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text())
                .contains("[ERROR] A.java:[3,4] ; expected", "the build failed; its log is ")
                .doesNotContain("java -");
        Files.delete(checkout.resolve("broken"));
        assertThat(launch("up").code()).isZero();
        assertThat(checkout.resolve("target/foodflow/lock")).doesNotExist();
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws IOException {
        Files.createDirectories(checkout.resolve("target/foodflow/lock"));
        Files.writeString(checkout.resolve("target/foodflow/lock/pid"), Integer.toString(Integer.MAX_VALUE));

        assertThat(launch("up").code()).isZero();
    }

    @Test
    void worksThroughALinkAndFromAnotherFolder() throws IOException {
        Path link = Files.createSymbolicLink(checkout.resolve("jdk/ff"), Path.of("../foodflow"));

        Ended ended = Checkout.run(
                Path.of("/"), Map.of("JAVA_HOME", checkout.resolve("jdk").toString()), link.toString(), "version");

        assertThat(ended.text()).contains("-Dfoodflow.installation=" + checkout.toRealPath());
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws IOException {
        launch("up");

        assertThat(launch("trace", "Lot 7 & *", "--forward").text()).endsWith(" trace Lot 7 & * --forward\n");
    }
}
