package dev.holdfast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioFiles;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScenarioFilesTest {
  private final List<Scenario> scenarios = ScenarioFiles.all();

  @Test
  void there_are_at_least_150_scenarios_and_each_name_stands_once() {
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(150);
    assertThat(scenarios).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> every_definition_compiles() {
    JsonataExpressions expressions = new JsonataExpressions();
    return scenarios.stream()
        .map(scenario -> dynamicTest(scenario.toString(), () -> publish(scenario, expressions)));
  }

  private static void publish(Scenario scenario, JsonataExpressions expressions) {
    try (MemoryDriver driver =
        new MemoryDriver(
            (program, state, input) -> {
              throw new IllegalStateException();
            },
            expressions,
            UnaryOperator.identity())) {
      scenario
          .workflows()
          .forEach((key, versions) -> versions.forEach(version -> driver.publish(key, version)));
    }
  }
}
