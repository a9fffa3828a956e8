package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One thing the runtime did, in the order it did it. */
public sealed interface TraceLine {
  /** An input was folded. */
  record Folded(
      UUID runId, Input input, Verdict verdict, List<JournalEntry> journal, List<Effect> effects)
      implements TraceLine {
    public Folded {
      journal = List.copyOf(journal);
      effects = List.copyOf(effects);
    }
  }

  /** An event was stored. */
  record Stored(Event event) implements TraceLine {}

  /** Nothing was left to do at the instant before, so time jumped. */
  record Jumped(Instant to) implements TraceLine {}
}
