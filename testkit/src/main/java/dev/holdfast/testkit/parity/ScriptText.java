package dev.holdfast.testkit.parity;

import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioStep;

/** A script for people. */
final class ScriptText {
  private ScriptText() {}

  static String of(Scenario script) {
    StringBuilder text = new StringBuilder();
    script
        .workflows()
        .forEach((key, documents) ->
            documents.forEach(
                document -> text.append(key).append(' ').append(Json.text(document)).append('\n')));
    int number = 0;
    for (ScenarioStep step : script.script()) {
      text.append(++number).append(". ").append(step).append('\n');
    }
    return text.toString();
  }
}
