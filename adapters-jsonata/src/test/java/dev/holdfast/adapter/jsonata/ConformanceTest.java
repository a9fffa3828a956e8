package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The language's own suite. What differs is committed, each with its cause. */
@NullMarked
class ConformanceTest {
  private static final String DIFFERENCES = "/jsonata-suite-differences.tsv";

  @Test
  void the_suite_passes_but_for_the_committed_differences() {
    Suite suite = new Suite();
    Map<String, String> expected = differences();
    List<String> unexpected = new ArrayList<>();
    int passed = 0;
    for (Suite.Case tried : Suite.cases()) {
      Suite.Outcome outcome = suite.run(tried);
      boolean listed = expected.remove(tried.name()) != null;
      if (Suite.agrees(tried, outcome)) {
        passed++;
      }
      if (Suite.agrees(tried, outcome) == listed) {
        unexpected.add(
            tried.name() + ": " + tried.source() + " -> " + outcome + ", not " + tried.expected());
      }
    }
    assertThat(unexpected).isEmpty();
    assertThat(expected).as("differences of cases that are not in the suite").isEmpty();
    assertThat(passed).isGreaterThan(1_500);
  }

  @Test
  void every_difference_has_a_cause_that_is_told() {
    List<String> causes =
        Suite.text(DIFFERENCES)
            .lines()
            .filter(line -> line.startsWith("# "))
            .map(line -> line.substring(2, line.indexOf(':')))
            .toList();
    assertThat(causes).isNotEmpty().containsAll(differences().values());
  }

  @Test
  void outcomes_and_steps_are_those_of_the_semantics_id() {
    assertThat(new JsonataExpressions().semanticsId()).isEqualTo("dashjoin-0.9.10/guard-1");
    assertThat(Fingerprints.changes(Fingerprints.suite(), Fingerprints.SUITE))
        .as("a change here is a change of semantics: record anew, and change the id")
        .isEmpty();
  }

  private static Map<String, String> differences() {
    Map<String, String> differences = new TreeMap<>();
    Suite.text(DIFFERENCES)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .forEach(fields -> differences.put(fields[0], fields[1]));
    return differences;
  }
}
