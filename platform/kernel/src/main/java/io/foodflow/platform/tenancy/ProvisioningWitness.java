package io.foodflow.platform.tenancy;

/** Is told of each step of making a tenant before it is taken. As a bean; what it throws fails the step. */
public interface ProvisioningWitness {

    /** Called by the thread that makes the tenant. */
    void before(ProvisioningStep step, String slug);
}
