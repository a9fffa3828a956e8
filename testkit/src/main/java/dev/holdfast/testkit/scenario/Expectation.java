package dev.holdfast.testkit.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a run now. Null parts are not looked at.
 *
 * @param has members that must be there with these values: {@code status}, {@code output}, {@code
 *     nodePath}, {@code started} …
 * @param error parts that the run's error must have
 * @param data {@code payload}, {@code vars}, {@code meta}: members with their exact values
 * @param absent dotted paths where no value may be
 * @param waits all open waits, in opening order
 * @param calls all open calls, in any order
 * @param keys groups of visits ({@code path} or {@code path #attempt}): calls of a group have one
 *     idempotency key, calls of different groups have different ones
 * @param journal the whole journal
 * @param added what the journal has more than at the last look
 * @param contains entries that stand in the journal in this order, others between them
 * @param only by kind: all entries of the kind
 * @param never kinds or entries that stand nowhere in the journal
 * @param elapsed logical time since the run's start
 * @param dueIn time from now to the next due instant
 */
public record Expectation(
    Map<String, @Nullable Object> has,
    @Nullable Map<String, @Nullable Object> error,
    Map<String, Map<String, @Nullable Object>> data,
    List<String> absent,
    @Nullable List<Map<String, @Nullable Object>> waits,
    @Nullable List<Map<String, @Nullable Object>> calls,
    List<List<String>> keys,
    @Nullable List<ExpectedEntry> journal,
    @Nullable List<ExpectedEntry> added,
    List<ExpectedEntry> contains,
    Map<String, List<String>> only,
    List<String> never,
    @Nullable Duration elapsed,
    @Nullable Duration dueIn) {
  /**
   * A journal entry as a script writes it: {@code Kind}, {@code Kind path} or {@code Kind path #2}.
   *
   * @param data members that the entry's data must have
   */
  public record ExpectedEntry(String text, Map<String, @Nullable Object> data) {}
}
