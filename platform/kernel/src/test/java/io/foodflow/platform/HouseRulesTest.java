package io.foodflow.platform;

import io.foodflow.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void holdInThePlatform() {
        HouseRules.verify("io.foodflow.platform");
    }
}
