package io.foodflow.platform.postgres;

/** Told, in sentences for people, what takes time: unpacking, creating the database, recovery, backup, restore. */
@FunctionalInterface
public interface PostgresProgress {

    /** Called on the thread that does the work, before each step and every few seconds within a long one. */
    void step(String sentence);

    /** Nobody is told. */
    static PostgresProgress silent() {
        return sentence -> {};
    }
}
