package io.foodflow.platform.lineage;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the jobs of one kind read and write.
 *
 * @param description what such a job does, in a sentence; empty where nobody said
 * @param columns which fields come from which, where that is known
 */
public record JobLineage(String description, List<DataSet> reads, List<DataSet> writes, List<ColumnUse> columns) {

    /** Of jobs that said nothing of themselves. */
    public static final JobLineage UNDESCRIBED = of("");

    public JobLineage {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        columns = List.copyOf(columns);
        var inputs = names(reads);
        var outputs = names(writes);
        for (var column : columns) {
            if (!inputs.contains(column.input()) || !outputs.contains(column.output())) {
                throw new IllegalArgumentException(
                        "columns must lead from what is read %s to what is written %s, was %s → %s"
                                .formatted(inputs, outputs, column.input(), column.output()));
            }
        }
    }

    /** A job that reads and writes nothing of the company. */
    public static JobLineage of(String description) {
        return new JobLineage(description, List.of(), List.of(), List.of());
    }

    /** Whether jobs of the kind write that data set. */
    public boolean doesWrite(String dataSet) {
        return names(writes).contains(dataSet);
    }

    /** Whether jobs of the kind read that data set. */
    public boolean doesRead(String dataSet) {
        return names(reads).contains(dataSet);
    }

    private static Set<String> names(List<DataSet> sets) {
        return sets.stream().map(DataSet::name).collect(Collectors.toUnmodifiableSet());
    }
}
