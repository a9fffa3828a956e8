package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a failed run's fibers back as they stood before the error unwound them. */
final class Revival {
  private Revival() {}

  static void revive(Fold fold, Frozen frozen) {
    fold.ending.set(RunStatus.RUNNING);
    fold.error.set(null);
    fold.output.set(null);
    fold.frozen.set(null);
    fold.handling.set(false);
    fold.deadline.set(deadline(fold));
    fold.budget.forgetVisitsOverLimit();
    for (Fiber fiber : frozen.fibers().values()) fold.put(fiber);
    // Blocks first: whoever reads the journal sees what is open before what happens inside.
    for (Fiber fiber : frozen.fibers().values()) fold.put(revived(fold, fiber));
  }

  private static @Nullable Instant deadline(Fold fold) {
    Long timeout = fold.program.timeoutMs();
    return timeout == null ? null : Times.after(fold.now, timeout);
  }

  private static Fiber revived(Fold fold, Fiber fiber) {
    Fiber bare = fiber;
    String key = null;
    switch (fiber.top()) {
      case Frame.Calling calling -> {
        key = key(calling.effort());
        bare = fiber.pop();
      }
      case Frame.Promised promised -> {
        key = key(promised.effort());
        bare = fiber.pop();
      }
      case Frame.Again again -> {
        key = key(again.effort());
        bare = fiber.pop();
      }
      case Frame.Resting resting -> {
        key = key(resting.effort());
        bare = fiber.pop();
      }
      case Frame.Revisit revisit -> {
        key = revisit.key();
        bare = fiber.pop();
      }
      case Frame.Waiting waiting -> bare = fiber.pop();
      case Frame.Steps steps -> {}
      case Frame.Joining joining -> {}
      case Frame.Chosen chosen -> {}
      case Frame.Iterating iterating -> {}
      case Frame.Looping looping -> {}
      case Frame.Trying trying -> {}
    }
    Fiber reopened = reopenBlocks(fold, bare);
    if (reopened.top() instanceof Frame.Joining joining) {
      // Where all inside had ended, the block itself could not: it tries again.
      return reopened.with(joining.live() > 0 ? Fiber.Pace.BLOCKED : Fiber.Pace.READY);
    }
    if (key != null) reopened = reopened.push(new Frame.Revisit(key));
    return reopened.with(Fiber.Pace.READY);
  }

  private static @Nullable String key(Effort effort) {
    return effort instanceof Effort.Call call ? call.key() : null;
  }

  /** Every block that the failure closed is begun once more, on the same path. */
  private static Fiber reopenBlocks(Fold fold, Fiber fiber) {
    List<Frame> frames = new ArrayList<>(fiber.frames());
    Fiber open = fiber;
    for (int i = 0; i + 1 < frames.size(); i++) {
      if (!(frames.get(i) instanceof Frame.Steps steps)) continue;
      open = open.replace(i, fold.attempted(steps));
      Fiber place =
          new Fiber(open.id(), open.frames().subList(0, i + 1), open.pace(), open.doomed());
      Visits.started(fold, place);
    }
    return open;
  }
}
