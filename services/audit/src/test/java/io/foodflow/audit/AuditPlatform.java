package io.foodflow.audit;

import io.foodflow.testkit.TestPlatform;
import java.util.List;

/** One running platform with the audit service, for all tests of the module. */
public final class AuditPlatform {

    private static final TestPlatform PLATFORM = TestPlatform.start(
            "foodflow.identity.passwords.bcrypt-strength=4",
            "foodflow.limits.anonymous.per-minute=1000000",
            "foodflow.limits.anonymous.per-hour=1000000",
            "foodflow.limits.plans.enterprise.per-minute=1000000",
            "foodflow.limits.plans.enterprise.per-hour=1000000");

    private AuditPlatform() {}

    public static TestPlatform get() {
        return PLATFORM;
    }

    /** All rows of a query as text, columns joined by '|', run by the server's administrator. */
    public static List<String> query(String sql) {
        return PLATFORM.database().rows(sql);
    }
}
