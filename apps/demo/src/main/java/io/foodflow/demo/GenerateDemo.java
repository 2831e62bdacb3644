package io.foodflow.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the demo's documents to files: {@code --size S --seed 7 --last-day 2026-03-31 --out DIR}. The last day is
 * yesterday when none is given.
 */
public final class GenerateDemo {
    private static final List<String> NAMES = List.of("--size", "--seed", "--last-day", "--out");

    private GenerateDemo() {}

    public static void main(String[] arguments) throws IOException {
        try {
            System.out.println(run(List.of(arguments), Clock.system(ZoneId.systemDefault())));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Does it, and returns a sentence about what was written. */
    static String run(List<String> arguments, Clock clock) throws IOException {
        Map<String, String> options = options(arguments);
        DemoSettings settings = settings(options, clock);
        Path folder = Path.of(options.getOrDefault("--out", "demo"));
        Files.createDirectories(folder);
        int documents = 0;
        long events = 0;
        long bytes = 0;
        for (Iterator<DemoDocument> all = DemoCompany.generate(settings).iterator(); all.hasNext(); documents++) {
            DemoDocument document = all.next();
            Files.write(
                    folder.resolve(String.format(Locale.ROOT, "demo-%05d.jsonld", document.number())), document.json());
            events += document.events();
            bytes += document.json().length;
        }
        return String.format(
                Locale.ROOT,
                "%s: %d events in %d documents (%d MB) from %s to %s in %s",
                DemoCompany.NAME,
                events,
                documents,
                bytes / 1_000_000,
                settings.firstDay(),
                settings.lastDay(),
                folder);
    }

    private static DemoSettings settings(Map<String, String> options, Clock clock) {
        try {
            return DemoSettings.of(
                    DemoSize.valueOf(options.getOrDefault("--size", "S")),
                    Long.parseLong(options.getOrDefault("--seed", "7")),
                    options.containsKey("--last-day")
                            ? LocalDate.parse(options.get("--last-day"))
                            : LocalDate.now(clock).minusDays(1));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "--size must be S, M or L, --seed a whole number, --last-day a date such as 2026-03-31; was "
                            + options,
                    e);
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        "usage: --size S|M|L --seed N --last-day YYYY-MM-DD --out DIR; was " + arguments);
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }
}
