package io.foodflow.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** That the rules find what they are there to find. */
class HouseRulesTest {

    static final class OrderManager {}

    static final class Injected {
        @Autowired
        String field;
    }

    static final class Logs {
        void log() {
            java.util.logging.Logger.getLogger("x").info("y");
        }
    }

    static final class Prints {
        void print() {
            System.out.println("x");
        }
    }

    static final class Keeps {
        static int state;
    }

    @Test
    void findAnEmptyWordInAName() {
        finds(OrderManager.class, "OrderManager");
    }

    @Test
    void findAnInjectedField() {
        finds(Injected.class, "arrives through its constructor");
    }

    @Test
    void findAnotherLogger() {
        finds(Logs.class, "SLF4J");
    }

    @Test
    void findWritingToTheTerminal() {
        finds(Prints.class, "terminal");
    }

    @Test
    void findStaticState() {
        finds(Keeps.class, "static state");
    }

    @Test
    void findAPackageWithoutItsInfo() {
        finds(com.tngtech.archunit.core.domain.JavaClass.class, "package-info.java");
    }

    @Test
    void findNothingWhereNothingIs() {
        assertThatThrownBy(() -> HouseRules.verify("io.foodflow.nowhere")).hasMessageContaining("no classes");
    }

    private static void finds(Class<?> type, String what) {
        var classes = new ClassFileImporter().importClasses(type);
        assertThatThrownBy(() -> HouseRules.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }
}
