package io.foodflow.platform.lineage;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Data that jobs read or write.
 *
 * @param name unique within the company: of a table its own name, of documents what they are, in the plural
 * @param documentation what is in it, in a sentence
 * @param fields of documents those that column lineage speaks of; of a table none, since the database knows its columns
 */
public record DataSet(String name, Kind kind, String documentation, List<Field> fields) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** What sort of data it is. */
    public enum Kind {
        /** A table of the company's schema. */
        TABLE,
        /** Documents, each one version of the data set. */
        DOCUMENTS
    }

    /** A field by its name, as the documents spell it, with its type where it has one. */
    public record Field(String name, @Nullable String type) {}

    public DataSet {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a data set's name must be a lower-case letter followed by at most 62 letters, digits or '_', was '%s'"
                            .formatted(name));
        }
        fields = List.copyOf(fields);
        if (kind == Kind.TABLE && !fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "the table %s must name no fields: its columns are read from the database".formatted(name));
        }
    }

    /** A table of the company's schema. */
    public static DataSet table(String name, String documentation) {
        return new DataSet(name, Kind.TABLE, documentation, List.of());
    }

    /** Documents with these fields. */
    public static DataSet documents(String name, String documentation, Field... fields) {
        return new DataSet(name, Kind.DOCUMENTS, documentation, List.of(fields));
    }
}
