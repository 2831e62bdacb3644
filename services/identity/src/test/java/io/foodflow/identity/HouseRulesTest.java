package io.foodflow.identity;

import io.foodflow.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.verify("io.foodflow.identity");
    }
}
