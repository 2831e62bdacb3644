package io.foodflow.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The JDK's diagnostic commands for a running JVM of the same user. */
record Jcmd(long pid) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** MiB of live objects: the histogram collects garbage first. */
    double liveMib() throws IOException, InterruptedException {
        var total = TOTAL.matcher(run("GC.class_histogram"));
        if (!total.find()) throw new BenchFailure("jcmd GC.class_histogram of process " + pid + " has no total");
        return Long.parseLong(total.group(1)) / (double) (1 << 20);
    }

    private String run(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new BenchFailure("jcmd " + command + " failed: " + output.strip());
        return output;
    }
}
