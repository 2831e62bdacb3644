package io.foodflow.demo.company;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table beside this package: cells between bars, comments behind a hash at the start of a line. */
final class Table {
    private Table() {}

    /** The rows with their cells, trimmed. */
    static List<List<String>> rows(String name) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text(name).split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(parts(line, "\\|"));
            }
        }
        return rows;
    }

    /** The parts of a cell, trimmed. */
    static List<String> parts(String cell, String separator) {
        return List.of(cell.strip().split("\\s*" + separator + "\\s*", -1));
    }

    /** The parts of a cell in which a hyphen stands for none. */
    static List<String> optionalParts(String cell) {
        return cell.strip().equals("-") ? List.of() : parts(cell, ",");
    }

    private static String text(String name) {
        try (InputStream in = Table.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("table " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
