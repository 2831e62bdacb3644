package io.foodflow.platform.jobs;

import io.foodflow.platform.lineage.Amount;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt at a job, as its handler sees it. May be used from several threads of the handler. */
public interface JobRun {

    /** The job. */
    UUID id();

    /** Which attempt this is, from 1. */
    int attempt();

    /** What the job was submitted with. */
    <T> T input(Class<T> type);

    /**
     * Tells how far the job is. Written at most four times a second, in a transaction of its own: call it as often as
     * you like, but outside a transaction of yours that must not last.
     *
     * @param share 0 to 1 of the whole
     * @param message what is being done now, for people
     * @throws JobCancelled if the job was asked to end, or this run is no longer the job's own
     */
    void progress(double share, @Nullable String message);

    /** Whether the job was asked to end. Looks into the database at most four times a second. */
    boolean cancelRequested();

    /**
     * Tells for lineage how much of one of the data sets that {@link JobHandler#lineage} names was read. The last amount
     * given for a data set counts.
     *
     * @throws IllegalArgumentException if jobs of the kind do not read it
     */
    void read(String dataSet, Amount amount);

    /** As {@link #read}, of what was written. */
    void wrote(String dataSet, Amount amount);

    /** What the job found: written with its end, read by whoever asks for the job. The last one given counts. */
    void result(Object result);
}
