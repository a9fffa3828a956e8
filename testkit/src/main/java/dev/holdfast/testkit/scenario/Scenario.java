package dev.holdfast.testkit.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One story with its expectations.
 *
 * @param file the resource it stands in
 * @param name a sentence; unique over all files, and the seed of all its ids
 * @param rules names of the rules it covers, as listed in {@code contract/rules.txt}
 * @param workflows published before the script begins, in order; a list gives several versions
 */
public record Scenario(
    String file,
    String name,
    List<String> rules,
    Map<String, List<Map<String, @Nullable Object>>> workflows,
    List<ScenarioStep> script) {
  public Scenario {
    rules = List.copyOf(rules);
    script = List.copyOf(script);
  }

  /** The id of a run that the script names: the same on every engine. */
  public UUID runId(String run) {
    return UUID.nameUUIDFromBytes((name + "/" + run).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
