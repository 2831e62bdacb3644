package io.foodflow.cli.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.testing.Checkout;
import io.foodflow.cli.testing.Checkout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindJdkTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Path jdk(String name, String release) throws IOException {
        Path jdk = folder.resolve(name);
        Checkout.script(jdk.resolve("bin/java"), "#!/bin/sh\n");
        Checkout.script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), release);
        return jdk;
    }

    private static String version(String version) {
        return "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"a b\"\n";
    }

    /** Sources the finder as the Maven wrapper does, then prints what it found and the shell's options. */
    private Ended find() throws IOException {
        environment.putIfAbsent("FOODFLOW_JDK_FOLDERS", folder.resolve("jvm") + ":" + folder.resolve("my jdks"));
        String script = "set -euf; . '" + Checkout.root().resolve("scripts/find-jdk.sh")
                + "'; echo \"$JAVA_HOME\"; case $- in *f*) ;; *) exit 9;; esac";
        return Checkout.run(folder, environment, "/bin/sh", "-c", script);
    }

    private void assertFound(Path jdk) throws IOException {
        assertThat(find()).isEqualTo(new Ended(0, jdk + "\n"));
    }

    @Test
    void takesJavaHomeWhereItIsNewEnough() throws IOException {
        jdk("jvm/a", version("25"));
        Path mine = jdk("mine", version("26-ea"));
        environment.put("JAVA_HOME", mine.toString());

        assertFound(mine);
    }

    @Test
    void passesOverAnOldJavaHome() throws IOException {
        environment.put("JAVA_HOME", jdk("mine", version("17.0.15")).toString());

        assertFound(jdk("jvm/a", version("25.0.3")));
    }

    @Test
    void takesTheFirstThatFits() throws IOException {
        jdk("jvm/a", version("1.8.0_442"));
        jdk("jvm/b", version("9"));
        Path first = jdk("jvm/c", version("30.0.1"));
        jdk("jvm/d", version("25"));

        assertFound(first);
    }

    @Test
    void looksInFoldersWithSpacesInTheirNames() throws IOException {
        assertFound(jdk("my jdks/temurin 25", version("25")));
    }

    @Test
    void looksInsideAMacBundle() throws IOException {
        assertFound(jdk("jvm/temurin.jdk/Contents/Home", version("25")));
    }

    @Test
    void passesOverAJavaWithoutACompiler() throws IOException {
        Files.delete(jdk("jvm/a", version("25")).resolve("bin/javac"));

        assertThat(find().code()).isEqualTo(1);
    }

    @Test
    void passesOverFoldersWithoutAReadableVersion() throws IOException {
        jdk("jvm/a", "");
        jdk("jvm/b", "JAVA_VERSION=\"\"");
        Files.delete(jdk("jvm/c", "").resolve("release"));

        assertFound(jdk("jvm/d", "JAVA_VERSION=\"25\""));
    }

    @Test
    void followsTheLinksOfJavaOnThePath() throws IOException {
        Path jdk = jdk("elsewhere/jdk", version("25"));
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/java"), jdk.resolve("bin/java"));
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");

        assertFound(jdk.toRealPath());
    }

    @Test
    void saysInOneSentenceWhatToInstall() throws IOException {
        jdk("jvm/a", version("21.0.2"));

        Ended ended = find();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text().lines()).hasSize(1);
        assertThat(ended.text()).contains("needs a JDK 25 or newer", "install one", "JAVA_HOME");
    }
}
