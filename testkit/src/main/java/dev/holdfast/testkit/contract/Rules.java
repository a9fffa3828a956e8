package dev.holdfast.testkit.contract;

import dev.holdfast.testkit.scenario.ScenarioFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that the contract knows by name. */
public final class Rules {
  private Rules() {}

  /**
   * All rules of {@code contract/rules.txt}, in its order.
   *
   * @return by name the class of the test that covers a rule, or the empty text where scenarios do
   */
  public static Map<String, String> all() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (String line : ScenarioFiles.lines("rules.txt")) {
      int colon = line.indexOf(": ");
      int test = line.indexOf(" @ ");
      if (colon < 0) throw new IllegalArgumentException("expected 'name: rule', but " + line);
      String name = line.substring(0, colon);
      if (rules.put(name, test < 0 ? "" : line.substring(test + 3)) != null) {
        throw new IllegalArgumentException("expected rule " + name + " once, but twice");
      }
    }
    return rules;
  }
}
