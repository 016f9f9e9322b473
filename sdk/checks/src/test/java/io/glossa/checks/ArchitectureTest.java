package io.glossa.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How the house is built. Rules fail where they match nothing. Each rule is a constant of this class and becomes a test of its
 * own; ArchUnit's own test engine is not used, because Surefire neither counts its tests nor sees them fail.
 */
final class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.glossa");

    private static final String[] BASE = {"io.glossa.error..", "io.glossa.base.."};
    private static final String[] TOKENIZER = {"io.glossa.tokenizer..", "io.glossa.text.."};
    private static final String MODELS = "io.glossa.models..";
    private static final String[] CORE = {"io.glossa", "io.glossa.internal..", "io.glossa.evaluation..", "io.glossa.export.."};
    private static final String CLI = "io.glossa.cli..";
    private static final String RECIPES = "io.glossa.recipes..";
    private static final String ASSEMBLY = "io.glossa.assembly..";
    private static final String SAMPLES = "io.glossa.samples..";
    private static final String[] PROGRAMS = {CLI, RECIPES, ASSEMBLY, SAMPLES};

    @TestFactory
    List<DynamicTest> rules() throws IllegalAccessException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Field field : ArchitectureTest.class.getDeclaredFields()) {
            if (field.getType() == ArchRule.class) {
                ArchRule rule = (ArchRule) field.get(null);
                tests.add(DynamicTest.dynamicTest(field.getName(), () -> rule.check(HOUSE)));
            }
        }
        assertThat(tests).as("rules").hasSizeGreaterThan(15);
        return tests;
    }

    /** The rules see the classes of every module; without them they would hold for nothing. */
    @Test
    void house_isThere() {
        for (String module : List.of("io.glossa.base.internal", "io.glossa.tokenizer", "io.glossa.models", "io.glossa",
                "io.glossa.cli", "io.glossa.recipes", "io.glossa.samples")) {
            assertThat(HOUSE.stream().anyMatch(type -> type.getPackageName().equals(module))).as(module).isTrue();
        }
    }

    static final ArchRule base_knowsNobody = noClasses().that().resideInAnyPackage(BASE)
            .should().dependOnClassesThat(resideInAPackage("io.glossa..").and(not(resideInAnyPackage(BASE))));

    static final ArchRule tokenizer_knowsNoModelsOrTasks = noClasses().that().resideInAnyPackage(TOKENIZER)
            .should().dependOnClassesThat(resideInAPackage(MODELS).or(resideInAnyPackage(CORE)).or(resideInAnyPackage(PROGRAMS)));

    static final ArchRule models_knowNoTokenizerOrTasks = noClasses().that().resideInAPackage(MODELS)
            .should().dependOnClassesThat(resideInAnyPackage(TOKENIZER).or(resideInAnyPackage(CORE)).or(resideInAnyPackage(PROGRAMS)));

    static final ArchRule core_knowsNoPrograms = noClasses().that().resideInAnyPackage(CORE)
            .should().dependOnClassesThat().resideInAnyPackage(PROGRAMS);

    static final ArchRule engine_knowsNoPipeline = noClasses().that().resideInAPackage("io.glossa.internal.engine")
            .should().dependOnClassesThat().resideInAnyPackage("io.glossa", "io.glossa.internal.pipeline");

    static final ArchRule packages_haveNoCycles = slices().assignedFrom(new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            // A public package and its own machinery know each other.
            String name = switch (type.getPackageName()) {
                case "io.glossa.internal.pipeline", "io.glossa.internal.translation" -> "io.glossa";
                case "io.glossa.data.internal" -> "io.glossa.data";
                case "io.glossa.training.internal.loop", "io.glossa.training.internal.tuning" -> "io.glossa.training";
                default -> type.getPackageName();
            };
            return name.startsWith("io.glossa") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }).should().beFreeOfCycles();

    static final ArchRule djl_hasOneHome = noClasses()
            .that().haveNameNotMatching("io\\.glossa\\.tokenizer\\.Native(Engine|Library)(\\$.*)?")
            .and().resideOutsideOfPackage("io.glossa.training.internal.torch")
            .should().dependOnClassesThat().resideInAPackage("ai.djl..");

    static final ArchRule icu_hasOneHome = noClasses().that().resideOutsideOfPackage("io.glossa.text..")
            .should().dependOnClassesThat().resideInAPackage("com.ibm.icu..");

    static final ArchRule openNlp_hasOneHome = noClasses()
            .that().haveNameNotMatching("io\\.glossa\\.text\\.OpenNlp.*")
            .should().dependOnClassesThat().resideInAPackage("opennlp..");

    static final ArchRule lucene_hasOneHome = noClasses().that().resideOutsideOfPackages("io.glossa.tokenizer.lucene", SAMPLES)
            .should().dependOnClassesThat().resideInAPackage("org.apache.lucene..");

    static final ArchRule onnxRuntime_hasOneHome = noClasses().that().resideOutsideOfPackage("io.glossa.internal.engine")
            .should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

    static final ArchRule commandLineLibraries_haveOneHome = noClasses().that().resideOutsideOfPackage(CLI)
            .should().dependOnClassesThat().resideInAnyPackage("picocli..", "me.tongfei..");

    static final ArchRule csv_hasOneHome = noClasses().that().resideOutsideOfPackage("io.glossa.data.internal")
            .should().dependOnClassesThat().resideInAPackage("org.apache.commons.csv..");

    static final ArchRule liblinear_hasOneHome = noClasses().that().resideOutsideOfPackage(RECIPES)
            .should().dependOnClassesThat().resideInAPackage("de.bwaldvogel..");

    static final ArchRule standardStreams_areForPrograms = noClasses().that().resideOutsideOfPackages(PROGRAMS)
            .should(ACCESS_STANDARD_STREAMS);

    static final ArchRule exceptions_areTyped = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    static final ArchRule logging_isSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    static final ArchRule publicTypes_sayHowStableTheyAre = classes().that().arePublic().and().areTopLevelClasses()
            .and().resideOutsideOfPackage("..internal..").and().resideOutsideOfPackages(PROGRAMS)
            .should().beAnnotatedWith(API.class);

    static final ArchRule packages_areNullMarked = classes().that().resideInAPackage("io.glossa..").should(beInANullMarkedPackage());

    static final ArchRule names_sayWhatAThingDoes = noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)");

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked,
                        type.getPackageName() + " is " + (marked ? "" : "not ") + "@NullMarked in its package-info.java"));
            }
        };
    }
}
