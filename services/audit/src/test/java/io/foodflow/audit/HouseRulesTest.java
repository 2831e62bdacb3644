package io.foodflow.audit;

import io.foodflow.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.verify("io.foodflow.audit");
    }
}
