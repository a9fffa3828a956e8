package dev.holdfast.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.holdfast.architecture.Predicates.APPLICATION;
import static dev.holdfast.architecture.Predicates.DOMAIN;
import static dev.holdfast.architecture.Predicates.be;
import static dev.holdfast.architecture.Predicates.is;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;

/**
 * What makes a workflow's code come to the same commands whenever its history is gone through
 * again. It has a folder of its own, and lives under the domain's bans.
 */
final class WorkflowRules {
  private static final String WORKFLOW = "..holdfast.adapter.temporal.workflow..";
  // What travels is read and written by workflow code too.
  private static final String WIRE = "..holdfast.adapter.temporal.wire..";

  private static final DescribedPredicate<JavaClass> WORKFLOW_CODE =
      resideInAnyPackage(WORKFLOW, WIRE);

  // A list of what is known to be safe; nothing else of the edition's own is.
  static final ArchRule workflow_code_depends_on_nothing_that_may_differ_at_replay =
      classes()
          .that(WORKFLOW_CODE)
          .should()
          .onlyDependOnClassesThat(
              WORKFLOW_CODE
                  .or(
                      resideInAnyPackage(
                          DOMAIN,
                          "..holdfast.application.codec..",
                          "..holdfast.application.driver..",
                          "java.lang..",
                          "java.util",
                          "java.util.function",
                          "java.time",
                          "java.math",
                          "java.nio.charset",
                          "org.jspecify.annotations",
                          "io.temporal.workflow..",
                          "io.temporal.activity..",
                          "io.temporal.common..",
                          "io.temporal.failure..",
                          "io.temporal.api.common..",
                          "io.temporal.api.enums..",
                          "com.google.protobuf"))
                  .or(assignableTo(ByteArrayOutputStream.class))
                  // What ports take and answer is data.
                  .or(resideInAnyPackage(APPLICATION).and(is("data", type -> !isPort(type))))
                  // The workflow's own, which is silent at replay.
                  .or(assignableTo("org.slf4j.Logger"))
                  .or(is("an array of these", JavaClass::isArray))
                  .or(is("primitive", JavaClass::isPrimitive)));

  static final ArchRule workflow_code_calls_no_ports =
      noClasses()
          .that(WORKFLOW_CODE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("..holdfast.application.port..")
                  .and(is("a port", WorkflowRules::isPort)));

  static final ArchRule workflow_code_reads_no_clock =
      CoreRules.readsNoClock(noClasses().that(WORKFLOW_CODE));

  static final ArchRule workflow_code_draws_no_random_numbers =
      CoreRules.drawsNoRandomNumbers(noClasses().that(WORKFLOW_CODE));

  static final ArchRule workflow_code_has_no_threads =
      CoreRules.hasNoThreads(noClasses().that(WORKFLOW_CODE));

  static final ArchRule workflow_code_has_no_locks =
      noClasses()
          .that(WORKFLOW_CODE)
          .should(
              be(
                  "one with a lock",
                  type ->
                      type.getMethods().stream()
                          .anyMatch(method ->
                              method.getModifiers().contains(JavaModifier.SYNCHRONIZED))));

  static final ArchRule workflow_code_iterates_in_a_defined_order =
      CoreRules.iteratesInADefinedOrder(noClasses().that(WORKFLOW_CODE));

  static final ArchRule workflow_code_uses_no_default_zone_or_locale =
      CoreRules.usesNoDefaultZoneOrLocale(noClasses().that(WORKFLOW_CODE));

  static final ArchRule workflow_code_logs_by_the_workflows_own_logger =
      noClasses()
          .that(WORKFLOW_CODE)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.slf4j.LoggerFactory");

  // Elsewhere it would be under none of these rules.
  static final ArchRule only_workflow_code_uses_a_workflows_tools =
      noClasses()
          .that()
          .resideInAPackage("..holdfast..")
          .and()
          .resideOutsideOfPackage(WORKFLOW)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.temporal.workflow.Workflow");

  private WorkflowRules() {}

  /** What is done by somebody else; sealed families are data. */
  private static boolean isPort(JavaClass type) {
    return type.isInterface() && !type.isSealed() && !type.isAnnotation();
  }
}
