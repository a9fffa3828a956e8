package dev.holdfast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RulesTest {
  private final Map<String, String> rules = Rules.all();
  private final Set<String> named = new TreeSet<>();

  RulesTest() {
    for (Scenario scenario : ScenarioFiles.all()) named.addAll(scenario.rules());
  }

  @Test
  void every_rule_is_covered_by_a_scenario_or_a_test() {
    List<String> uncovered = new ArrayList<>();
    rules.forEach((rule, test) -> {
      if (test.isEmpty() && !named.contains(rule)) uncovered.add(rule);
    });
    assertThat(uncovered).isEmpty();
  }

  @Test
  void every_rule_that_a_scenario_names_is_listed() {
    assertThat(rules.keySet()).containsAll(named);
  }

  @Test
  void every_test_that_covers_a_rule_exists() {
    assertThat(rules.values())
        .filteredOn(test -> !test.isEmpty())
        .allSatisfy(test -> assertThat(Class.forName(test)).isNotNull());
  }

  @Test
  void every_scenario_names_a_rule() {
    assertThat(ScenarioFiles.all())
        .allSatisfy(scenario -> assertThat(scenario.rules()).as(scenario.name()).isNotEmpty());
  }
}
