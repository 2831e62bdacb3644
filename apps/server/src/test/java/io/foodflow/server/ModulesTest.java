package io.foodflow.server;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void servicesKnowEachOtherOnlyThroughTheirApi() {
        // Engines are libraries, open to all; what matters here is how services and platform depend on each other.
        var libraries = JavaClass.Predicates.resideInAnyPackage("io.foodflow.engine..", "io.foodflow.demo..");
        ApplicationModules.of("io.foodflow", libraries.or(tests())).verify();
    }

    /** The platform's test kit comes as a jar, with the platform's own tests in it. */
    private static DescribedPredicate<JavaClass> tests() {
        return DescribedPredicate.describe(
                "are tests",
                type -> type.getSource()
                        .map(source -> source.getUri().toString())
                        .filter(uri -> uri.contains("-tests.jar") || uri.contains("/test-classes/"))
                        .isPresent());
    }
}
