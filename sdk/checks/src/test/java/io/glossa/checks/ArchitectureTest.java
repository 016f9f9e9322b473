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

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

/** How the house is built. Rules fail where they match nothing. */
@AnalyzeClasses(packages = "io.glossa", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] BASE = {"io.glossa.error..", "io.glossa.base.."};
    private static final String[] TOKENIZER = {"io.glossa.tokenizer..", "io.glossa.text.."};
    private static final String MODELS = "io.glossa.models..";
    private static final String[] CORE = {"io.glossa", "io.glossa.internal..", "io.glossa.evaluation..", "io.glossa.export.."};
    private static final String CLI = "io.glossa.cli..";
    private static final String RECIPES = "io.glossa.recipes..";
    private static final String SAMPLES = "io.glossa.samples..";
    private static final String[] PROGRAMS = {CLI, RECIPES, SAMPLES};

    private ArchitectureTest() {}

    @ArchTest
    static final ArchRule base_knowsNobody = noClasses().that().resideInAnyPackage(BASE)
            .should().dependOnClassesThat(resideInAPackage("io.glossa..").and(not(resideInAnyPackage(BASE))));

    @ArchTest
    static final ArchRule tokenizer_knowsNoModelsOrTasks = noClasses().that().resideInAnyPackage(TOKENIZER)
            .should().dependOnClassesThat(resideInAPackage(MODELS).or(resideInAnyPackage(CORE)).or(resideInAnyPackage(PROGRAMS)));

    @ArchTest
    static final ArchRule models_knowNoTokenizerOrTasks = noClasses().that().resideInAPackage(MODELS)
            .should().dependOnClassesThat(resideInAnyPackage(TOKENIZER).or(resideInAnyPackage(CORE)).or(resideInAnyPackage(PROGRAMS)));

    @ArchTest
    static final ArchRule core_knowsNoPrograms = noClasses().that().resideInAnyPackage(CORE)
            .should().dependOnClassesThat().resideInAnyPackage(PROGRAMS);

    @ArchTest
    static final ArchRule engine_knowsNoPipeline = noClasses().that().resideInAPackage("io.glossa.internal.engine")
            .should().dependOnClassesThat().resideInAnyPackage("io.glossa", "io.glossa.internal.pipeline");

    @ArchTest
    static final ArchRule packages_haveNoCycles = slices().assignedFrom(new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            // A public package and its own machinery know each other.
            String name = type.getPackageName().equals("io.glossa.internal.pipeline") ? "io.glossa" : type.getPackageName();
            return name.startsWith("io.glossa") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule djl_hasOneHome = noClasses()
            .that().haveNameNotMatching("io\\.glossa\\.tokenizer\\.Native(Engine|Library)(\\$.*)?")
            .should().dependOnClassesThat().resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule icu_hasOneHome = noClasses().that().resideOutsideOfPackage("io.glossa.text..")
            .should().dependOnClassesThat().resideInAPackage("com.ibm.icu..");

    @ArchTest
    static final ArchRule openNlp_hasOneHome = noClasses()
            .that().haveNameNotMatching("io\\.glossa\\.text\\.OpenNlp.*")
            .should().dependOnClassesThat().resideInAPackage("opennlp..");

    @ArchTest
    static final ArchRule lucene_hasOneHome = noClasses().that().resideOutsideOfPackages("io.glossa.tokenizer.lucene", SAMPLES)
            .should().dependOnClassesThat().resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule onnxRuntime_hasOneHome = noClasses().that().resideOutsideOfPackage("io.glossa.internal.engine")
            .should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule commandLineLibraries_haveOneHome = noClasses().that().resideOutsideOfPackage(CLI)
            .should().dependOnClassesThat().resideInAnyPackage("picocli..", "me.tongfei..", "org.apache.commons.csv..");

    @ArchTest
    static final ArchRule liblinear_hasOneHome = noClasses().that().resideOutsideOfPackage(RECIPES)
            .should().dependOnClassesThat().resideInAPackage("de.bwaldvogel..");

    @ArchTest
    static final ArchRule standardStreams_areForPrograms = noClasses().that().resideOutsideOfPackages(PROGRAMS)
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule exceptions_areTyped = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule logging_isSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule publicTypes_sayHowStableTheyAre = classes().that().arePublic().and().areTopLevelClasses()
            .and().resideOutsideOfPackage("..internal..").and().resideOutsideOfPackages(PROGRAMS)
            .should().beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule packages_areNullMarked = classes().that().resideInAPackage("io.glossa..").should(beInANullMarkedPackage());

    @ArchTest
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
