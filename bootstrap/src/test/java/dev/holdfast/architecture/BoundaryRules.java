package dev.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.holdfast.architecture.Predicates.ADAPTER;
import static dev.holdfast.architecture.Predicates.BOOTSTRAP;
import static dev.holdfast.architecture.Predicates.EVERYTHING;
import static dev.holdfast.architecture.Predicates.TESTKIT;
import static dev.holdfast.architecture.Predicates.be;
import static dev.holdfast.architecture.Predicates.is;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** Who may know whom, and what things are called. */
final class BoundaryRules {
  private static final String PORTS_IN = "..holdfast.application.port.in..";
  private static final String PORTS_OUT = "..holdfast.application.port.out..";

  static final ArchRule adapters_do_not_know_each_other =
      slices().matching("..holdfast.adapter.(*)..").should().notDependOnEachOther();

  static final ArchRule nobody_depends_on_bootstrap =
      noClasses()
          .that()
          .resideOutsideOfPackage(BOOTSTRAP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BOOTSTRAP);

  static final ArchRule production_code_does_not_use_the_testkit =
      noClasses()
          .that()
          .resideOutsideOfPackage(TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTKIT);

  static final ArchRule services_are_reached_through_ports =
      noClasses()
          .that()
          .resideInAPackage(ADAPTER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..holdfast.application.service..");

  static final ArchRule outbound_ports_are_implemented_by_adapters =
      classes()
          .that(
              is(
                  "implement an outbound port",
                  type ->
                      !type.isInterface()
                          // What is nested in a port is what it hands over and takes back.
                          && type.getAllRawInterfaces().stream()
                              .filter(JavaClass::isTopLevelClass)
                              .anyMatch(JavaClass.Predicates.resideInAPackage(PORTS_OUT))))
          .and()
          .resideOutsideOfPackage(PORTS_OUT)
          .should()
          .resideInAnyPackage(ADAPTER, TESTKIT, BOOTSTRAP)
          .allowEmptyShould(true);

  static final ArchRule ports_are_interfaces_or_data =
      classes()
          .that()
          .resideInAnyPackage(PORTS_IN, PORTS_OUT)
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should(
              be(
                  "an interface, a record, an enum or the port's own exception",
                  type ->
                      type.isInterface()
                          || type.isRecord()
                          || type.isEnum()
                          || type.isAssignableTo(RuntimeException.class)));

  static final ArchRule inbound_ports_do_not_know_outbound_ports =
      noClasses()
          .that()
          .resideInAPackage(PORTS_IN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PORTS_OUT);

  static final ArchRule outbound_ports_do_not_know_inbound_ports =
      noClasses()
          .that()
          .resideInAPackage(PORTS_OUT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PORTS_IN);

  static final ArchRule packages_have_no_cycles =
      slices().matching("..holdfast.(**)").should().beFreeOfCycles();

  static final ArchRule every_package_is_null_marked =
      classes()
          .that()
          .resideInAPackage(EVERYTHING)
          .should(
              be(
                  "in a @NullMarked package",
                  type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

  static final ArchRule names_say_what_things_are =
      noClasses()
          .that()
          .resideInAPackage(EVERYTHING)
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Data")
          .orShould()
          .haveSimpleNameEndingWith("Info")
          .orShould()
          .haveSimpleNameEndingWith("Common")
          .orShould()
          .haveSimpleNameStartingWith("Common");

  static final ArchRule absence_is_never_an_optional_field =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(EVERYTHING)
          .should()
          .haveRawType(Optional.class);

  private BoundaryRules() {}
}
