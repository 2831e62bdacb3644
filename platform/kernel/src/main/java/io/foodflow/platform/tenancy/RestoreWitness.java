package io.foodflow.platform.tenancy;

/** Is told of each step of a restore before it is taken. As a bean; what it throws fails the step. */
public interface RestoreWitness {

    /** Called by the thread that restores; {@code slug} of the tenant whose tables are replaced or made. */
    void before(RestoreStep step, String slug);
}
