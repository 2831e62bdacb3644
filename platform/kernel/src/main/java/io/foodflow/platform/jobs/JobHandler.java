package io.foodflow.platform.jobs;

import io.foodflow.platform.lineage.JobLineage;
import java.time.Duration;

/**
 * Does the jobs of one kind. A bean of this type makes its process take part in that kind; a process without it leaves
 * those jobs to others.
 *
 * <p>A run that fails, or that dies with its process, is run again, so a handler must bear being begun anew: what it
 * commits on the way must be safe to repeat. Two runs of one job are never at work together, except for the moment in
 * which a process that was taken for dead notices it: such a run's next {@link JobRun#progress} ends it.
 */
public interface JobHandler {

    /** Unique and stable: a lower-case letter, then letters, digits, {@code '-'} or {@code '.'}, 60 at most. */
    String kind();

    /** How many failed runs end a job for good, 1 or more. Runs that ended with their process or database do not count. */
    default int attempts() {
        return 5;
    }

    /** The pause after the first failed run; it doubles with each further one, up to an hour. */
    default Duration firstPause() {
        return Duration.ofSeconds(1);
    }

    /** What jobs of this kind do, read and write: always the same, whatever one of them was submitted with. */
    default JobLineage lineage() {
        return JobLineage.UNDESCRIBED;
    }

    /**
     * Does one job. Called in the call context of whoever asked for it, in that one's tenant, outside any transaction.
     *
     * @throws JobCancelled where the run saw that it was asked to end
     * @throws JobFailed where another attempt would fail the same way
     * @throws Exception anything else: the job is tried again
     */
    void run(JobRun run) throws Exception;
}
