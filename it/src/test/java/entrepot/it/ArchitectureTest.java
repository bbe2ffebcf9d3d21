package entrepot.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What of the architecture the compiler and Maven's modules cannot hold. */
class ArchitectureTest {
  /** Each module with those it may see; ARCHITECTURE.md has the reasons. */
  private static final List<Module> MODULES =
      List.of(
          new Module("kit"),
          new Module("store", "kit"),
          new Module("vm", "kit"),
          new Module("ledger", "kit", "store"),
          new Module("collect", "kit", "store"),
          new Module("release", "kit", "store"),
          new Module("edge", "kit", "store", "release"),
          new Module("steering", "kit", "store", "release"),
          new Module("cloud", "kit", "vm", "ledger"));

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/it/target/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("entrepot");

  private record Module(String name, Set<String> sees) {
    Module(String name, String... sees) {
      this(name, Set.of(sees));
    }

    String packages() {
      return "entrepot." + name + "..";
    }
  }

  @TestFactory
  List<DynamicTest> seesOnlyTheModulesAboveIt() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Module module : MODULES) {
      String[] forbidden =
          PRODUCT.stream()
              .map(ArchitectureTest::moduleOf)
              .distinct()
              .filter(other -> !other.equals(module.name()) && !module.sees().contains(other))
              .map(other -> "entrepot." + other + "..")
              .toArray(String[]::new);
      tests.add(
          DynamicTest.dynamicTest(
              module.name(),
              () ->
                  noClasses()
                      .that()
                      .resideInAPackage(module.packages())
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(forbidden)
                      .check(PRODUCT)));
    }
    return tests;
  }

  @Test
  void knowsEveryModule() {
    Set<String> known = MODULES.stream().map(Module::name).collect(Collectors.toSet());
    known.add("app");
    assertThat(PRODUCT.stream().map(ArchitectureTest::moduleOf).collect(Collectors.toSet()))
        .isSubsetOf(known)
        .contains("kit", "store");
  }

  @Test
  void hasNoCycleOfPackages() {
    slices().matching("entrepot.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void marksEveryPackageAsWithoutNulls() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : PRODUCT) {
      JavaPackage home = each.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void namesClassesByWhatTheyDo() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Manager|Helper|Impl|Base)")
        .because("such a name says nothing of the one reason to exist")
        .check(PRODUCT);
  }

  @Test
  void endsTheProcessInTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("entrepot.app..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(PRODUCT);
  }

  @Test
  void decodesRequestPathsByRfc3986() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.URLDecoder")
        .because("it turns a plus into a space, and package versions have plusses")
        .check(PRODUCT);
  }

  @Test
  void tellsTimeByInstants() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            // PGPainless, Bouncy Castle and the JDK's certificates know no other time.
            "entrepot.collect.pgp..",
            "entrepot.app.quickstart.rpm..",
            "entrepot.app.quickstart.tls..",
            "entrepot.kit.tls..",
            "entrepot.cloud.metadata..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Calendar")
        .check(PRODUCT);
  }

  @Test
  void writesToStandardOutputInTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("entrepot.app..")
        .and()
        .doNotHaveFullyQualifiedName("entrepot.kit.CrashPoint")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PRODUCT);
  }

  @Test
  void neverSleepsWhereItServes() {
    noClasses()
        .that()
        .resideInAnyPackage("entrepot.edge..", "entrepot.steering..")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .check(PRODUCT);
  }

  @Test
  void neverChangesAFailure() {
    classes()
        .that()
        .areAssignableTo(entrepot.kit.Failure.class)
        .should()
        .haveOnlyFinalFields()
        .check(PRODUCT);
  }

  private static String moduleOf(JavaClass each) {
    String below = each.getPackageName().substring("entrepot".length()).replaceFirst("\\.", "");
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
