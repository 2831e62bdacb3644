package io.foodflow.cli.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.testing.Checkout;
import io.foodflow.cli.testing.Checkout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./foodflow test} with a Maven, an npm and a browser that only leave results. */
class TestRunTest {
    private static final String REPORT = """
            <?xml version="1.0"?><testsuite xmlns:xsi="x" version="3.0" name="io.A" time="0.1" tests="5" errors="%d" skipped="1" failures="%d">
            <testcase name="a"/></testsuite>
            """;

    @TempDir
    Path checkout;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepare() throws IOException {
        Checkout.copyLauncher(checkout);
        Checkout.script(checkout.resolve("jdk/bin/java"), "#!/bin/sh\n");
        Checkout.script(checkout.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Checkout.script(checkout.resolve("tools/npm"), """
                #!/bin/sh
                echo "npm $*"
                case $* in
                  *build) mkdir -p dist; touch dist/index.html; exit "${UNBUILT:-0}" ;;
                  ci*) mkdir node_modules; touch node_modules/.package-lock.json ;;
                  *lint) [ -z "${NO_COUNTS:-}" ] || mkdir ../../target/foodflow/test/workspace.counts ;;
                  test*) echo '<testsuites name="v" tests="9"><testsuite name="x" tests="4" failures="0" errors="0" skipped="1">' >"${6#*=}" ;;
                  *e2e) printf '# tests 3\\n# pass 2\\n# fail %s\\n# skipped 0\\n' "${BROKEN:-0}"; exit "${BROKEN:-0}" ;;
                esac
                """);
        environment.put("JAVA_HOME", checkout.resolve("jdk").toString());
        environment.put("PATH", checkout.resolve("tools") + ":/usr/bin:/bin");
        environment.put("FOODFLOW_BROWSERS", "no-such-browser");
        maven(0, 0, 0);
    }

    private void maven(int code, int errors, int failures) throws IOException {
        Path report = checkout.resolve("report.xml");
        Files.writeString(report, REPORT.formatted(errors, failures));
        Checkout.script(
                checkout.resolve("mvnw"),
                "#!/bin/sh\necho \"mvnw $*\"\nmkdir -p a/target/surefire-reports\n" + "cat '" + report
                        + "' >a/target/surefire-reports/TEST-io.A.xml\nexit " + code + "\n");
    }

    private void workspace() throws IOException {
        Files.createDirectories(checkout.resolve("apps/workspace"));
        Files.writeString(checkout.resolve("apps/workspace/package.json"), "{}");
        Files.writeString(checkout.resolve("apps/workspace/package-lock.json"), "{}");
    }

    private Ended test(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = checkout.resolve("foodflow").toString();
        command[1] = "test";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return Checkout.run(checkout, environment, command);
    }

    private static String lastLine(Ended ended) {
        return ended.text().lines().reduce((a, b) -> b).orElse("");
    }

    @Test
    void sumsTheReportsOfAllModules() throws IOException {
        Ended ended = test();

        assertThat(ended.code()).isZero();
        assertThat(ended.text()).contains("mvnw -B", "verify");
        assertThat(lastLine(ended)).isEqualTo("4 passed, 0 failed, 1 skipped");
    }

    @Test
    void failsWhenATestFails() throws IOException {
        maven(1, 1, 1);

        Ended ended = test();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(lastLine(ended)).isEqualTo("2 passed, 2 failed, 1 skipped");
    }

    @Test
    void countsABuildThatFailsWithoutAFailedTest() throws IOException {
        maven(1, 0, 0);

        Ended ended = test();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(lastLine(ended)).isEqualTo("4 passed, 1 failed, 1 skipped");
    }

    @Test
    void leavesReportsOfEarlierRunsOut() throws IOException {
        Path old = checkout.resolve("b/target/surefire-reports/TEST-io.Old.xml");
        Files.createDirectories(old.getParent());
        Files.writeString(old, REPORT.formatted(0, 3));
        Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));

        assertThat(lastLine(test())).isEqualTo("4 passed, 0 failed, 1 skipped");
    }

    @Test
    void addsLongProofsWhenAskedTo() throws IOException {
        assertThat(test().text()).doesNotContain("-Dexcluded.test.groups");
        assertThat(test("--long").text()).contains("-Dexcluded.test.groups=");
    }

    @Test
    void checksTheWorkspaceAndSkipsBrowserTestsVisiblyWithoutABrowser() throws IOException {
        workspace();

        Ended ended = test();

        assertThat(ended.text())
                .contains(
                        "npm ci", "npm run --silent lint", "Skipped: the browser tests, because there is no Chromium");
        assertThat(lastLine(ended)).isEqualTo("8 passed, 0 failed, 3 skipped");
        assertThat(test().text()).doesNotContain("npm ci");
    }

    @Test
    void countsAWorkspaceThatCannotBeBuiltOnce() throws IOException {
        workspace();
        environment.put("UNBUILT", "1");

        Ended ended = test();

        assertThat(ended.text()).contains("the workspace could not be built").doesNotContain("npm run --silent lint");
        assertThat(lastLine(ended)).isEqualTo("4 passed, 1 failed, 1 skipped");
    }

    @Test
    void countsWorkspaceTestsThatBreakOff() throws IOException {
        workspace();
        environment.put("NO_COUNTS", "1");

        Ended ended = test();

        assertThat(ended.text()).contains("the workspace's tests broke off");
        assertThat(lastLine(ended)).isEqualTo("4 passed, 1 failed, 1 skipped");
    }

    @Test
    void countsBrowserTests() throws IOException {
        workspace();
        Checkout.script(checkout.resolve("tools/a-browser"), "#!/bin/sh\n");
        environment.put("FOODFLOW_BROWSERS", "a-browser");

        assertThat(lastLine(test())).isEqualTo("10 passed, 0 failed, 2 skipped");
        environment.put("BROKEN", "1");
        Ended broken = test();
        assertThat(lastLine(broken)).isEqualTo("10 passed, 1 failed, 2 skipped");
        assertThat(broken.code()).isEqualTo(1);
    }

    @Test
    void refusesAnOptionItDoesNotKnow() throws IOException {
        assertThat(test("--quick").code()).isEqualTo(2);
    }
}
