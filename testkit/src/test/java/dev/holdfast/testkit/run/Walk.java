package dev.holdfast.testkit.run;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run driven by hand: what was folded, what came of it, and which effects are still open. */
final class Walk {
  private final Reducer reducer;
  private final Program program;
  private final UnaryOperator<RunState> between;
  private final List<Input> inputs = new ArrayList<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final Map<UUID, Effect.InvokeAction> calls = new LinkedHashMap<>();
  private final Map<UUID, Effect.OpenEventWait> waits = new LinkedHashMap<>();
  private final Map<UUID, Effect.StartChild> children = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private @Nullable RunState state;
  private boolean more;

  /**
   * @param between what happens to the state between two inputs
   */
  Walk(Reducer reducer, Program program, UnaryOperator<RunState> between) {
    this.reducer = reducer;
    this.program = program;
    this.between = between;
  }

  Transition fold(Input input) {
    Transition transition = reducer.step(program, state, input);
    inputs.add(input);
    tell(input, transition);
    journal.addAll(transition.journal());
    for (Effect effect : transition.effects()) note(effect);
    state = between.apply(transition.state());
    more = transition.more();
    return transition;
  }

  private void note(Effect effect) {
    switch (effect) {
      case Effect.InvokeAction call -> calls.put(call.callId(), call);
      case Effect.CancelCall cancel -> calls.remove(cancel.callId());
      case Effect.OpenEventWait wait -> waits.put(wait.waitId(), wait);
      case Effect.CloseEventWait close -> waits.remove(close.waitId());
      case Effect.StartChild child -> {
        if (!child.detached()) children.put(child.childRunId(), child);
      }
      case Effect.CancelChild cancel -> children.remove(cancel.childRunId());
    }
  }

  /** An action, callback or child has answered: nothing is open there any more. */
  void answered(UUID id) {
    calls.remove(id);
    children.remove(id);
  }

  RunState state() {
    if (state == null) throw new IllegalStateException("expected the run to have begun");
    return state;
  }

  /** What happened, for whoever has to find out why. */
  String story(Map<String, @Nullable Object> document) {
    StringBuilder story = new StringBuilder("\n").append(Json.text(Json.of(document)));
    for (String line : told) story.append("\n").append(line);
    return story.toString();
  }

  private void tell(Input input, Transition transition) {
    String text = input.toString();
    told.add("> " + text.substring(0, Math.min(300, text.length())));
    told.add("  " + transition.verdict() + (transition.more() ? " more" : ""));
    for (JournalEntry entry : transition.journal()) {
      String data = Json.text(entry.data());
      told.add(
          "  %d %s %s #%d %s"
              .formatted(
                  entry.seq(),
                  entry.kind().text(),
                  entry.executionPath(),
                  entry.attempt(),
                  data.substring(0, Math.min(200, data.length()))));
    }
  }

  boolean more() {
    return more;
  }

  boolean ended() {
    return state().status().ended();
  }

  Program program() {
    return program;
  }

  List<Input> inputs() {
    return inputs;
  }

  List<JournalEntry> journal() {
    return journal;
  }

  List<Effect.InvokeAction> calls() {
    return List.copyOf(calls.values());
  }

  List<Effect.OpenEventWait> waits() {
    return List.copyOf(waits.values());
  }

  List<Effect.StartChild> children() {
    return List.copyOf(children.values());
  }
}
