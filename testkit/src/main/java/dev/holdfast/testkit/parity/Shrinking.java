package dev.holdfast.testkit.parity;

import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing script shorter: without some steps of the script, without some steps of a
 * definition, as long as it still fails. What is left is recorded again, since the runtime may now
 * say something else to it.
 */
final class Shrinking {
  private static final List<String> LISTS =
      List.of(
          "steps",
          "then",
          "else",
          "body",
          "try",
          "catch",
          "finally",
          "default",
          "errorHandler",
          "cases",
          "branches");

  private final Supplier<MemoryDriver> memory;
  private final Predicate<Scenario> fails;
  private int triesLeft;

  Shrinking(Supplier<MemoryDriver> memory, Predicate<Scenario> fails, int tries) {
    this.memory = memory;
    this.fails = fails;
    this.triesLeft = tries;
  }

  Scenario smallest(Scenario script) {
    Scenario best = script;
    Scenario before;
    do {
      before = best;
      best = fewerDefinitionSteps(fewerSteps(best));
    } while (triesLeft > 0 && best != before);
    return best;
  }

  private Scenario fewerSteps(Scenario script) {
    Scenario best = script;
    for (int chunk = Math.max(1, best.script().size() / 2); ; chunk /= 2) {
      for (int at = best.script().size() - chunk; at >= 0; at -= chunk) {
        if (at + chunk > best.script().size()) continue;
        List<ScenarioStep> steps = new ArrayList<>(best.script());
        steps.subList(at, at + chunk).clear();
        Scenario found = tried(with(best, best.workflows(), steps));
        if (found != null) best = found;
      }
      if (chunk == 1) return best;
    }
  }

  private Scenario fewerDefinitionSteps(Scenario script) {
    Scenario best = script;
    for (String key : script.workflows().keySet()) {
      int place = 0;
      while (triesLeft > 0) {
        Map<String, List<Map<String, @Nullable Object>>> workflows =
            new LinkedHashMap<>(best.workflows());
        Without without = new Without(place);
        List<Map<String, @Nullable Object>> versions = new ArrayList<>();
        for (Map<String, @Nullable Object> version : workflows.getOrDefault(key, List.of())) {
          versions.add(without.of(version));
        }
        workflows.put(key, versions);
        if (!without.removed) break;
        Scenario found = tried(with(best, workflows, best.script()));
        if (found == null) place++;
        else best = found;
      }
    }
    return best;
  }

  private static Scenario with(
      Scenario script,
      Map<String, List<Map<String, @Nullable Object>>> workflows,
      List<ScenarioStep> steps) {
    return new Scenario(script.file(), script.name(), script.rules(), workflows, steps);
  }

  /** The candidate as it is recorded now, when that still fails. */
  private @Nullable Scenario tried(Scenario candidate) {
    if (triesLeft-- <= 0) return null;
    Scenario recorded;
    try {
      recorded = Recording.of(candidate, memory);
    } catch (IllegalArgumentException e) {
      // What is left of a definition does not compile.
      return null;
    }
    return fails.test(recorded) ? recorded : null;
  }

  /** A document without the element at a place, counted over all lists of steps. */
  private static final class Without {
    private int left;
    private boolean removed;

    Without(int place) {
      this.left = place;
    }

    Map<String, @Nullable Object> of(Map<String, @Nullable Object> object) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      object.forEach((name, value) -> result.put(name, LISTS.contains(name) ? list(value) : value));
      return result;
    }

    private @Nullable Object list(@Nullable Object value) {
      List<@Nullable Object> list = Json.asList(value);
      if (list == null) return value;
      List<@Nullable Object> result = new ArrayList<>();
      for (Object element : list) {
        if (!removed && left-- == 0) {
          removed = true;
          continue;
        }
        Map<String, @Nullable Object> object = Json.asObject(element);
        result.add(object == null ? element : of(object));
      }
      return result;
    }
  }
}
