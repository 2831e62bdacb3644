package io.foodflow.platform.entitlements;

/** Hears what was counted, in the transaction of the tenant that counts it. */
public interface UsageListener {

    /** That much is used of the metric in the period now. */
    void counted(Metric metric, String period, long used);
}
