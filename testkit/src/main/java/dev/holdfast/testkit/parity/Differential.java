package dev.holdfast.testkit.parity;

import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays random scripts on the runtime in memory and on an engine, and compares what both tell of
 * them. A failure names the seed, the first difference, and the shortest script found that still
 * shows one.
 *
 * <p>{@code -Dparity.scripts=5000} plays so many; {@code -Dparity.seed=…} begins with this seed,
 * and plays it alone unless a number is given too.
 */
public final class Differential {
  private final Supplier<MemoryDriver> memory;
  private final Supplier<ScenarioDriver> engine;
  private final Likeness likeness;
  private final Ingredients ingredients;
  private final int shrinkingTries;

  /**
   * @param memory makes runtimes in memory without runs
   * @param engine makes an engine without runs, workflows or events, its clock at the beginning
   * @param shrinkingTries how many shorter scripts are tried after a difference
   */
  public Differential(
      Supplier<MemoryDriver> memory,
      Supplier<ScenarioDriver> engine,
      Likeness likeness,
      Ingredients ingredients,
      int shrinkingTries) {
    this.memory = memory;
    this.engine = engine;
    this.likeness = likeness;
    this.ingredients = ingredients;
    this.shrinkingTries = shrinkingTries;
  }

  /**
   * Plays many scripts.
   *
   * @param name decides where the seeds begin
   * @param scripts how many, unless a property says otherwise
   * @return how many were played
   * @throws AssertionError for the first one that comes out differently
   */
  public int compare(String name, int scripts) {
    Long given = Long.getLong("parity.seed");
    long first = given == null ? name.hashCode() * 0x9E3779B97F4A7C15L : given;
    int count = Integer.getInteger("parity.scripts", given == null ? scripts : 1);
    System.out.println(name + ": " + count + " scripts, seeds from " + first);
    for (int i = 0; i < count; i++) compare(first + i);
    return count;
  }

  /**
   * Plays the script of one seed.
   *
   * @throws AssertionError when it comes out differently
   */
  public void compare(long seed) {
    Scenario script = RandomScript.of(seed, ingredients, memory);
    String difference = difference(script);
    if (difference == null) return;
    Scenario small =
        new Shrinking(memory, candidate -> difference(candidate) != null, shrinkingTries)
            .smallest(script);
    String last = difference(small);
    throw new AssertionError(
        "the engine differs; play it again with -Dparity.seed=%d\n%s\n\nin short:\n%s\n\n%s"
            .formatted(
                seed, difference, last == null ? "(comes and goes)" : last, ScriptText.of(small)));
  }

  /**
   * Plays a script on both.
   *
   * @return the first difference, − in memory, + on the engine; null when there is none
   */
  public @Nullable String difference(Scenario script) {
    Account expected;
    try (ScenarioDriver reference = memory.get()) {
      expected = Account.of(script, reference, likeness);
    }
    try (ScenarioDriver other = engine.get()) {
      return expected.difference(Account.of(script, other, likeness));
    } catch (RuntimeException | AssertionError failure) {
      return "the engine: " + failure;
    }
  }
}
