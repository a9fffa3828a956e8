package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Folds the look-backs of a batch's opening waits, inside the transaction that writes them. */
final class Opened implements RunStore.Fold {
  private final ActiveRun run;
  private final Node node;
  private final Batch folded;
  private final List<UUID> waits;
  private volatile Batch batch;

  Opened(ActiveRun run, Node node, Batch folded, List<Effect.OpenEventWait> openings) {
    this.run = run;
    this.node = node;
    this.folded = folded;
    this.waits = openings.stream().map(Effect.OpenEventWait::waitId).toList();
    this.batch = folded;
  }

  /** What the last look-back made of it. */
  Batch batch() {
    return batch;
  }

  @Override
  public RunWrite fold(List<Input.LookedBack> lookedBack) {
    // The transaction may be repeated and find something else: each time from the same place.
    Batch next = folded.copy();
    next.opened(waits);
    List<RunWrite.Taken> taken = new ArrayList<>();
    for (Input.LookedBack input : lookedBack) {
      next.foldLookBack(node.ports().reducer(), run.program(), input, taken);
    }
    batch = next;
    return Writing.of(node, run, next, waits, taken);
  }
}
