package dev.holdfast.domain.run;

import java.util.List;

/**
 * The result of a step of the reducer.
 *
 * @param state the next state; the same object when nothing changed
 * @param effects what to do once {@code state} is durable, in order
 * @param journal what happened, in order; continues the run's sequence
 * @param more the fold's budget is spent: come back with {@link Input.Continue} before any other
 *     input but a cancel
 */
public record Transition(
    RunState state,
    List<Effect> effects,
    List<JournalEntry> journal,
    Verdict verdict,
    boolean more) {}
