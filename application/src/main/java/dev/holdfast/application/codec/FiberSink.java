package dev.holdfast.application.codec;

import dev.holdfast.domain.run.Effort;
import dev.holdfast.domain.run.Exit;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.FiberId;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.Held;
import dev.holdfast.domain.run.Opened;
import dev.holdfast.domain.run.Outcome;
import dev.holdfast.domain.run.Outcomes;
import dev.holdfast.domain.run.Paths;
import dev.holdfast.domain.run.Taken;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes fibers: ids and paths as what differs from those before or around them. */
final class FiberSink {
  static final int STEPS = 1;
  static final int CHOSEN = 2;
  static final int ITERATING = 3;
  static final int LOOPING = 4;
  static final int JOINING = 5;
  static final int TRYING = 6;
  static final int AGAIN = 7;
  static final int REVISIT = 8;
  static final int CALLING = 9;
  static final int PROMISED = 10;
  static final int LISTENING = 11;
  static final int SLEEPING = 12;
  static final int RESTING = 13;
  static final int PARENTING = 14;

  static final int INLINE = 0;
  static final int VARS_EVENT = 1;
  static final int FIRST_LARGE = 2;

  static final int HASH_DIGITS = 64;

  private final CoreSink core;
  private final ByteSink out;
  private final LargeValues large;
  private final @Nullable Object varsEvent;

  FiberSink(CoreSink core, LargeValues large, @Nullable Object varsEvent) {
    this.core = core;
    this.out = core.out;
    this.large = large;
    this.varsEvent = varsEvent;
  }

  void fibers(SortedMap<FiberId, Fiber> fibers) {
    out.count(fibers.size());
    FiberId before = FiberId.ROOT;
    for (Fiber fiber : fibers.values()) {
      id(fiber.id(), before);
      before = fiber.id();
      out.oneByte(pace(fiber.pace()) << 1 | (fiber.doomed() ? 1 : 0));
      out.count(fiber.frames().size());
      String around = around(fibers, fiber);
      for (Frame frame : fiber.frames()) {
        frame(frame, around);
        if (frame instanceof Frame.Steps steps) around = steps.stepPath();
      }
    }
  }

  /** Execution path of the step that the fiber is a part of; empty for the root fiber. */
  private static String around(SortedMap<FiberId, Fiber> fibers, Fiber fiber) {
    Fiber parent = fiber.id().isRoot() ? null : fibers.get(fiber.id().parent());
    return parent == null ? "" : parent.list().stepPath();
  }

  private void id(FiberId id, FiberId before) {
    String numbers = id.numbers();
    String others = before.numbers();
    int shared = 0;
    int most = Math.min(numbers.length(), others.length());
    while (shared < most && numbers.charAt(shared) == others.charAt(shared)) shared++;
    out.count(shared);
    out.count(numbers.length() - shared);
    for (int i = shared; i < numbers.length(); i++) out.count(numbers.charAt(i));
  }

  private static int pace(Fiber.Pace pace) {
    return switch (pace) {
      case READY -> 0;
      case BLOCKED -> 1;
      case AWAITS_CALL_SLOT -> 2;
      case AWAITS_CHILD_SLOT -> 3;
    };
  }

  private void frame(Frame frame, String around) {
    switch (frame) {
      case Frame.Steps steps -> steps(steps, around);
      case Frame.Chosen chosen -> out.oneByte(CHOSEN);
      case Frame.Iterating iterating -> {
        out.oneByte(ITERATING);
        out.count(iterating.iteration());
      }
      case Frame.Looping looping -> {
        out.oneByte(LOOPING);
        held(looping.items());
        out.count(looping.index());
        outcomes(looping.outcomes());
      }
      case Frame.Joining joining -> joining(joining);
      case Frame.Trying trying -> trying(trying);
      case Frame.Again again -> {
        out.oneByte(AGAIN);
        effort(again.effort());
      }
      case Frame.Revisit revisit -> {
        out.oneByte(REVISIT);
        out.text(revisit.key());
      }
      case Frame.Calling calling -> {
        out.oneByte(CALLING);
        call(calling.effort());
        out.uuid(calling.callId());
        core.instant(calling.deadline());
        out.count(calling.order());
        out.count(calling.losses());
      }
      case Frame.Promised promised -> {
        out.oneByte(PROMISED);
        call(promised.effort());
        out.uuid(promised.callId());
        opened(promised.opened());
      }
      case Frame.Listening listening -> {
        out.oneByte(LISTENING);
        opened(listening.opened());
        out.text(listening.name());
        out.text(listening.key());
        core.filters(listening.filters());
        out.bool(listening.armed());
      }
      case Frame.Sleeping sleeping -> {
        out.oneByte(SLEEPING);
        opened(sleeping.opened());
      }
      case Frame.Resting resting -> {
        out.oneByte(RESTING);
        effort(resting.effort());
        opened(resting.opened());
      }
      case Frame.Parenting parenting -> {
        out.oneByte(PARENTING);
        child(parenting.effort());
        out.uuid(parenting.childRunId());
        opened(parenting.opened());
      }
    }
  }

  private void steps(Frame.Steps steps, String around) {
    out.oneByte(STEPS);
    out.oneByte(Codes.of(steps.slot().kind()));
    out.count(steps.slot().number());
    boolean derived = steps.path().equals(Paths.inside(around, steps.slot()));
    out.bool(derived);
    if (!derived) PathBytes.write(out, steps.path(), around);
    out.count(steps.index());
    out.count(steps.attempt());
    core.maybeError(steps.error());
    Taken event = steps.event();
    out.bool(event != null);
    if (event != null) {
      core.eventFacts(event.event());
      value(event.event().payload());
      out.count(event.bytes());
    }
  }

  private void joining(Frame.Joining joining) {
    out.oneByte(JOINING);
    out.bool(joining.items() != null);
    if (joining.items() != null) held(joining.items());
    out.count(joining.begun());
    out.count(joining.live());
    out.count(joining.succeeded());
    outcomes(joining.outcomes());
    switch (joining.leaving()) {
      case null -> out.oneByte(0);
      case Frame.Leaving.Won won -> out.oneByte(1);
      case Frame.Leaving.Out(Exit exit, int by) -> {
        out.oneByte(2);
        exit(exit);
        out.number(by);
      }
    }
  }

  private void trying(Frame.Trying trying) {
    out.oneByte(TRYING);
    out.oneByte(
        switch (trying.part()) {
          case BODY -> 0;
          case HANDLER -> 1;
          case FINALIZER -> 2;
        });
    core.maybeError(trying.caught());
    out.bool(trying.pending() != null);
    if (trying.pending() != null) exit(trying.pending());
  }

  private void exit(Exit exit) {
    switch (exit) {
      case Exit.Failed failed -> {
        out.oneByte(0);
        core.error(failed.error());
      }
      case Exit.Returned returned -> {
        out.oneByte(1);
        maybeHeld(returned.value());
      }
      case Exit.Lost lost -> out.oneByte(2);
      case Exit.Canceled canceled -> out.oneByte(3);
      case Exit.Aborted aborted -> {
        out.oneByte(4);
        core.error(aborted.error());
      }
    }
  }

  private void outcomes(Outcomes outcomes) {
    int place = large.settledPlace(outcomes);
    out.count(place + 1L);
    List<Outcome> list = outcomes.list();
    List<Outcome> rest =
        place < 0 ? list : list.subList(large.settled().get(place).size(), list.size());
    out.count(rest.size());
    for (Outcome outcome : rest) {
      out.count(outcome.number());
      maybeHeld(outcome.value());
      core.maybeError(outcome.error());
    }
    out.count(outcomes.bytes());
  }

  private void effort(Effort effort) {
    switch (effort) {
      case Effort.Call call -> {
        out.oneByte(0);
        call(call);
      }
      case Effort.Child child -> {
        out.oneByte(1);
        child(child);
      }
    }
  }

  private void call(Effort.Call call) {
    out.count(call.tries());
    // The run's own keys are hashes; an author's may look like one.
    boolean hash = !call.authorKey() && call.key().length() == HASH_DIGITS;
    out.oneByte((call.authorKey() ? 1 : 0) | (hash ? 2 : 0));
    if (hash) out.raw(HexFormat.of().parseHex(call.key()));
    else out.text(call.key());
    held(call.input());
  }

  private void child(Effort.Child child) {
    out.count(child.tries());
    held(child.payload());
  }

  private void opened(Opened opened) {
    out.uuid(opened.waitId());
    core.instant(opened.createdAt());
    core.maybeInstant(opened.dueAt());
    out.count(opened.order());
  }

  private void maybeHeld(@Nullable Held held) {
    out.bool(held != null);
    if (held != null) held(held);
  }

  private void held(Held held) {
    value(held.value());
    out.count(held.bytes());
  }

  private void value(@Nullable Object value) {
    int place = large.place(value);
    if (value != null && value == varsEvent) {
      out.count(VARS_EVENT);
    } else if (place >= 0) {
      out.count(FIRST_LARGE + (long) place);
    } else {
      out.count(INLINE);
      core.json.value(value);
    }
  }
}
