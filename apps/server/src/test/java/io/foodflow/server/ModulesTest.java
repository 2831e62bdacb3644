package io.foodflow.server;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void servicesKnowEachOtherOnlyThroughTheirApi() {
        // Engines are libraries, open to all; what matters here is how services and platform depend on each other.
        var libraries = JavaClass.Predicates.resideInAnyPackage(
                "io.foodflow.engine..", "io.foodflow.demo..", "io.foodflow.testkit..");
        ApplicationModules.of("io.foodflow", libraries).verify();
    }
}
