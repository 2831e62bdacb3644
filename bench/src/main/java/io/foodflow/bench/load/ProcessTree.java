package io.foodflow.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and all its descendants, as Linux's {@code /proc} tells of them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
 */
record ProcessTree(ProcessHandle root) {
    private static final double TICKS_A_SECOND = 100;
    private static final double KIB_A_MIB = 1024;

    /** Processor seconds used so far, of children that ended too. */
    double processorSeconds() {
        return all().mapToLong(ProcessTree::ticks).sum() / TICKS_A_SECOND;
    }

    /** The same of the root process alone. */
    double rootProcessorSeconds() {
        return ticks(root) / TICKS_A_SECOND;
    }

    /** Proportional set size of all in MiB: a page that n processes share counts 1/n in each. */
    double memoryMib() {
        return all().mapToLong(ProcessTree::pssKib).sum() / KIB_A_MIB;
    }

    /** The same of the root process alone. */
    double rootMemoryMib() {
        return pssKib(root) / KIB_A_MIB;
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** Fields 14 to 17 of stat: user, system, and both of ended children. */
    private static long ticks(ProcessHandle process) {
        String stat = String.join(" ", lines(process, "stat"));
        if (stat.isEmpty()) return 0;
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
    }

    private static long pssKib(ProcessHandle process) {
        return lines(process, "smaps_rollup").stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static List<String> lines(ProcessHandle process, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return List.of(); // it ended meanwhile
        }
    }
}
