package io.foodflow.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path folder;

    /** Writes its arguments to the file that its first one names, and ends with its second as the exit code. */
    public static final class WritingBench {
        private WritingBench() {}

        public static void main(String[] arguments) throws IOException {
            Files.writeString(Path.of(arguments[0]), String.join(" ", arguments));
            System.exit(Integer.parseInt(arguments[1]));
        }
    }

    private void install(String list) throws IOException {
        Path target = Files.createDirectories(folder.resolve("checkout/bench/target"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Path.of("target/test-classes").toAbsolutePath().toUri().toString());
        try (var jar = new JarOutputStream(Files.newOutputStream(target.resolve("foodflow-bench-1.jar")), manifest)) {
            if (list.isEmpty()) return;
            jar.putNextEntry(new JarEntry(BenchCatalogue.LIST));
            jar.write(list.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void installBoth() throws IOException {
        install("trace = jmh:TraceBenchmark  Traces over 200k nodes\nwriting = " + WritingBench.class.getName() + "\n");
    }

    @Test
    void listsTheBenchmarksByName() throws IOException {
        installBoth();
        var run = new CommandRun(folder);

        assertThat(run.run("bench")).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).startsWith("trace                Traces over 200k nodes\nwriting");
    }

    @Test
    void runsOneWithItsArguments() throws IOException {
        installBoth();
        var run = new CommandRun(folder);

        assertThat(run.run("bench", "writing", folder + "/done", "0", "--", "--fast"))
                .isZero();
        assertThat(folder.resolve("done")).hasContent(folder + "/done 0 --fast");
        assertThat(run.run("bench", "writing", folder + "/done", "3")).isEqualTo(1);
        assertThat(run.err()).contains("'writing' ended with exit code 3");
    }

    @Test
    void handsJmhBenchmarksToJmh() {
        assertThat(new Benchmark("trace", "jmh:TraceBenchmark", "").command())
                .containsExactly("org.openjdk.jmh.Main", "TraceBenchmark");
    }

    @Test
    void namesThoseThatThereAre() throws IOException {
        installBoth();
        var run = new CommandRun(folder);

        assertThat(run.run("bench", "nothing")).isEqualTo(4);
        assertThat(run.err()).isEqualTo("foodflow: there is no benchmark 'nothing'; there are trace, writing\n");
    }

    @Test
    void saysThatNothingIsBuilt() throws IOException {
        var run = new CommandRun(folder);

        assertThat(run.run("bench")).isEqualTo(1);
        assertThat(run.err()).contains("no benchmarks are built");
        install("");
        assertThat(run.run("bench")).isEqualTo(1);
        assertThat(run.err()).contains("lists no benchmarks");
    }
}
