package dev.holdfast.application.codec;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Held;
import dev.holdfast.domain.run.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Outcomes that are kept with the data, values and all. */
final class OutcomeBytes {
  private OutcomeBytes() {}

  static void write(CoreSink core, List<Outcome> outcomes) {
    core.out.count(outcomes.size());
    for (Outcome outcome : outcomes) {
      core.out.count(outcome.number());
      Held value = outcome.value();
      core.out.bool(value != null);
      if (value != null) {
        core.json.value(value.value());
        core.out.count(value.bytes());
      }
      core.maybeError(outcome.error());
    }
  }

  static List<Outcome> read(CoreSource core) {
    int size = core.in.size();
    List<Outcome> outcomes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int number = core.in.smallCount();
      Held value = core.in.bool() ? new Held(core.json.value(), core.in.count()) : null;
      RunError error = core.maybeError();
      outcomes.add(new Outcome(number, value, error));
    }
    return List.copyOf(outcomes);
  }
}
