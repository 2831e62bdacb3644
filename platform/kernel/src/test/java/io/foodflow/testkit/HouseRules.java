package io.foodflow.testkit;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house that a machine can check. Each module's tests call {@link #verify} with the module's root
 * package; what is broken is listed with its class and line.
 */
public final class HouseRules {

    private static final String HOUSE = "io.foodflow.";
    private static final Pattern EMPTY_WORDS = Pattern.compile(".*(Impl|Utils?|Helper|Manager|Base|Common)$");
    /** What stands below the services; every other first package under ours is a service or an application. */
    private static final Set<String> NO_SERVICES = Set.of(
            "platform", "engine", "testkit", "testservices", "server", "edge", "cli", "demo", "bench", "graphdb");

    private HouseRules() {}

    /** Checks the classes of that package and below, tests left out. */
    public static void verify(String rootPackage) {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rootPackage);
        if (classes.isEmpty()) {
            throw new AssertionError("there are no classes in " + rootPackage);
        }
        check(classes);
    }

    static void check(JavaClasses classes) {
        rules().forEach(rule -> rule.check(classes));
        requireNullMarkedPackages(classes);
    }

    static List<ArchRule> rules() {
        return List.of(
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .orShould()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                        .orShould()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("jakarta.annotation.Resource")
                        .because("what a class needs arrives through its constructor")
                        .allowEmptyShould(true),
                fields().that()
                        .areStatic()
                        .and()
                        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
                        .should()
                        .beFinal()
                        .because("there is no static state")
                        .allowEmptyShould(true),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .because("we log through SLF4J")
                        .allowEmptyShould(true),
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .orShould()
                        .callMethod(Throwable.class, "printStackTrace")
                        .because("only the command line talks to a terminal")
                        .allowEmptyShould(true),
                noClasses()
                        .should(have(anEmptyWordForAName()))
                        .because("a name says what a thing is for; two implementations are named by how they differ"),
                noClasses()
                        .that()
                        .resideInAPackage("io.foodflow.engine..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework..", "jakarta..", "java.sql..", "javax.sql..", "org.slf4j..")
                        .because("engines are plain Java, without framework, database or log")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage("io.foodflow.engine..")
                        .should()
                        .dependOnClassesThat(ofTheHouseBut("engine"))
                        .because("dependencies point from applications to services to the platform to the engines")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage("io.foodflow.platform..")
                        .should()
                        .dependOnClassesThat(ofTheHouseBut("platform", "engine"))
                        .because("the platform knows no service")
                        .allowEmptyShould(true),
                classes()
                        .that(areOfAService())
                        .should(knowOtherServicesByTheirApiOnly())
                        .because("a service sees another as its api package or as events")
                        .allowEmptyShould(true));
    }

    private static DescribedPredicate<JavaClass> anEmptyWordForAName() {
        return new DescribedPredicate<>("a name that ends in Impl, Util, Helper, Manager, Base or Common") {
            @Override
            public boolean test(JavaClass type) {
                return EMPTY_WORDS.matcher(type.getSimpleName()).matches();
            }
        };
    }

    private static DescribedPredicate<JavaClass> ofTheHouseBut(String... parts) {
        var allowed = Set.of(parts);
        return new DescribedPredicate<>("classes of ours outside " + allowed) {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith(HOUSE) && !allowed.contains(part(type));
            }
        };
    }

    private static DescribedPredicate<JavaClass> areOfAService() {
        return new DescribedPredicate<>("are of a service") {
            @Override
            public boolean test(JavaClass type) {
                return isOfAService(type);
            }
        };
    }

    private static ArchCondition<JavaClass> knowOtherServicesByTheirApiOnly() {
        return new ArchCondition<>("know other services by their api package only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var target = dependency.getTargetClass();
                    boolean inside = isOfAService(target)
                            && !part(target).equals(part(type))
                            && !(target.getPackageName() + ".").startsWith(HOUSE + part(target) + ".api.");
                    if (inside) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isOfAService(JavaClass type) {
        return type.getPackageName().startsWith(HOUSE) && !NO_SERVICES.contains(part(type));
    }

    /** The first package below ours: a service's name, {@code platform}, {@code engine}. */
    private static String part(JavaClass type) {
        var rest = type.getPackageName().substring(HOUSE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static void requireNullMarkedPackages(JavaClasses classes) {
        var unmarked = new TreeMap<String, String>();
        for (var type : classes) {
            var in = type.getPackage();
            if (in.tryGetPackageInfo().isEmpty() || !in.isAnnotatedWith(NullMarked.class)) {
                unmarked.put(in.getName(), type.getSimpleName());
            }
        }
        if (!unmarked.isEmpty()) {
            throw new AssertionError(
                    "each package needs a package-info.java with @NullMarked and a sentence of purpose; these have none: "
                            + unmarked.keySet());
        }
    }
}
