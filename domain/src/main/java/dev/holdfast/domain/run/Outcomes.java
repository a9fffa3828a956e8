package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Outcomes in the order in which they came.
 *
 * @param bytes of the values among them
 */
public record Outcomes(List<Outcome> list, long bytes) {
  static final Outcomes NONE = new Outcomes(List.of(), 0);

  public Outcomes {
    list = List.copyOf(list);
  }

  Outcomes plus(Outcome outcome) {
    List<Outcome> more = new ArrayList<>(list.size() + 1);
    more.addAll(list);
    more.add(outcome);
    Held value = outcome.value();
    return new Outcomes(more, bytes + (value == null ? 0 : value.bytes()));
  }
}
