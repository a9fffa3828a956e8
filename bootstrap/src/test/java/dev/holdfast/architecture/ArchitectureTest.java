package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule holds in all modules, and every rule is proved by a fixture that breaks it: the
 * package {@code fixture.<rule>}, laid out like the product below it.
 */
class ArchitectureTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          // Not DoNotIncludeTests: it does not know the folder of quick builds.
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.holdfast");

  private static final Map<String, ArchRule> RULES =
      rulesOf(CoreRules.class, BoundaryRules.class, TechnologyRules.class, WorkflowRules.class);

  @TestFactory
  Stream<DynamicTest> production_code_obeys() {
    return RULES.entrySet().stream()
        .map(rule ->
            DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(PRODUCTION)));
  }

  @TestFactory
  Stream<DynamicTest> every_rule_catches_its_fixture() {
    return RULES.entrySet().stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getKey(), () -> assertCaught(rule.getKey(), rule.getValue())));
  }

  @Test
  void a_rule_without_a_fixture_fails() {
    assertThatThrownBy(() -> assertCaught("no_such_rule", CoreRules.domain_has_no_threads))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no fixture for the rule no_such_rule");
  }

  @Test
  void a_fixture_that_breaks_nothing_fails() {
    assertThatThrownBy(() -> assertCaught("core_reads_no_clock", CoreRules.domain_has_no_threads))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("let its fixture through");
  }

  @Test
  void no_fixture_is_left_without_a_rule() throws IOException {
    Path fixtures = SourceTree.root().resolve("bootstrap/src/test/java/fixture");
    try (Stream<Path> folders = Files.list(fixtures)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }
  }

  @Test
  void every_class_of_every_module_was_seen() {
    Set<String> seen =
        PRODUCTION.stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<String>> expected = SourceTree.mainClassesByModule();

    assertThat(expected).hasSizeGreaterThanOrEqualTo(10);
    expected.forEach((module, classes) ->
        assertThat(seen).as("classes of %s", module).isNotEmpty().containsAll(classes));
  }

  private static void assertCaught(String name, ArchRule rule) {
    JavaClasses fixture = new ClassFileImporter().importPackages("fixture." + name);
    assertThat(fixture).as("no fixture for the rule " + name).isNotEmpty();
    assertThat(rule.allowEmptyShould(true).evaluate(fixture).hasViolation())
        .as(name + " let its fixture through")
        .isTrue();
  }

  private static Map<String, ArchRule> rulesOf(Class<?>... holders) {
    Map<String, ArchRule> rules = new TreeMap<>();
    Arrays.stream(holders)
        .flatMap(holder -> Arrays.stream(holder.getDeclaredFields()))
        .filter(field -> field.getType() == ArchRule.class)
        .forEach(field -> rules.put(field.getName(), read(field)));
    return rules;
  }

  private static ArchRule read(Field field) {
    try {
      return (ArchRule) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
