package dev.holdfast.testkit.parity;

import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioStep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script for people. */
final class ScriptText {
  private ScriptText() {}

  static String of(Scenario script) {
    StringBuilder text = new StringBuilder();
    for (String key : script.workflows().keySet()) {
      for (Map<String, @Nullable Object> document :
          script.workflows().getOrDefault(key, List.of())) {
        text.append(key).append(' ').append(Json.text(document)).append('\n');
      }
    }
    int number = 0;
    for (ScenarioStep step : script.script()) {
      text.append(++number).append(". ").append(step).append('\n');
    }
    return text.toString();
  }
}
