package io.foodflow.platform.tenancy;

/** What making a tenant is made of, in this order. */
public enum ProvisioningStep {
    /** Remove what a failed attempt left behind. */
    CLEAR,
    /** Its row among the tenants, which nobody sees yet. */
    REGISTER,
    /** Its role and its schema. */
    SCHEMA,
    /** The tables of every service. */
    TABLES,
    /** What whoever asked for it wants to have in it, as its first administrator. */
    FURNISH,
    /** From here on it is a tenant like any other. */
    OPEN
}
