package dev.holdfast.application.codec;

import dev.holdfast.domain.run.Effort;
import dev.holdfast.domain.run.Exit;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.Frozen;
import dev.holdfast.domain.run.Held;
import dev.holdfast.domain.run.Outcome;
import dev.holdfast.domain.run.Outcomes;
import dev.holdfast.domain.run.RunState;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a run's fibers hold and that are too large for its control bytes. They are kept
 * with the data, each once, so that a transition that changes none of them rewrites none of them.
 */
final class LargeValues {
  /** Bytes of JSON text up to which a value stands among the control bytes. */
  static final long INLINE_BYTES = 256;

  /**
   * So many outcomes of a loop make a block that is kept with the data: the control bytes of a long
   * loop stay small, and its data are not rewritten for each item.
   */
  static final int BLOCK = 64;

  private final List<Object> values = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();

  private final List<List<Outcome>> settled = new ArrayList<>();
  private final IdentityHashMap<Outcomes, Integer> settledPlaces = new IdentityHashMap<>();

  private LargeValues() {}

  static LargeValues of(RunState state) {
    LargeValues large = new LargeValues();
    // What vars.event holds is stored there.
    Object event = state.vars().get("event");
    for (Fiber fiber : state.progress().fibers().values()) large.addAll(fiber, event);
    Frozen frozen = state.progress().frozen();
    if (frozen != null) {
      for (Fiber fiber : frozen.fibers().values()) large.addAll(fiber, event);
    }
    return large;
  }

  List<Object> values() {
    return values;
  }

  /** The place of a value among the large ones, or -1. */
  int place(@Nullable Object value) {
    Integer place = places.isEmpty() ? null : places.get(value);
    return place == null ? -1 : place;
  }

  /** The whole blocks at the beginning of long loops' outcomes. */
  List<List<Outcome>> settled() {
    return settled;
  }

  /** The place of a loop's whole blocks among {@link #settled}, or -1 when it has none. */
  int settledPlace(Outcomes outcomes) {
    Integer place = settledPlaces.isEmpty() ? null : settledPlaces.get(outcomes);
    return place == null ? -1 : place;
  }

  /** Whether both are the same objects in the same places. */
  boolean isSame(LargeValues other) {
    if (values.size() != other.values.size() || settled.size() != other.settled.size()) {
      return false;
    }
    for (int i = 0; i < settled.size(); i++) {
      if (!isSame(settled.get(i), other.settled.get(i))) return false;
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != other.values.get(i)) return false;
    }
    return true;
  }

  /** Outcomes are only ever added at the end: the last of a block stands for all before it. */
  private static boolean isSame(List<Outcome> one, List<Outcome> other) {
    return one.size() == other.size() && one.getLast() == other.getLast();
  }

  private void addAll(Fiber fiber, @Nullable Object event) {
    for (Frame frame : fiber.frames()) {
      switch (frame) {
        case Frame.Steps steps -> {
          if (steps.event() != null && steps.event().event().payload() != event) {
            add(steps.event().event().payload(), steps.event().bytes());
          }
        }
        case Frame.Looping looping -> {
          add(looping.items());
          addAll(looping.outcomes());
        }
        case Frame.Joining joining -> {
          add(joining.items());
          addAll(joining.outcomes());
          if (joining.leaving() instanceof Frame.Leaving.Out out) add(out.exit());
        }
        case Frame.Trying trying -> add(trying.pending());
        case Frame.Again again -> add(again.effort());
        case Frame.Calling calling -> add(calling.effort());
        case Frame.Promised promised -> add(promised.effort());
        case Frame.Resting resting -> add(resting.effort());
        case Frame.Parenting parenting -> add(parenting.effort());
        case Frame.Chosen chosen -> {}
        case Frame.Iterating iterating -> {}
        case Frame.Revisit revisit -> {}
        case Frame.Listening listening -> {}
        case Frame.Sleeping sleeping -> {}
      }
    }
  }

  private void addAll(Outcomes outcomes) {
    List<Outcome> list = outcomes.list();
    int whole = list.size() - list.size() % BLOCK;
    if (whole > 0 && settledPlaces.putIfAbsent(outcomes, settled.size()) == null) {
      settled.add(list.subList(0, whole));
    }
    if (outcomes.bytes() <= INLINE_BYTES) return;
    for (Outcome outcome : list.subList(whole, list.size())) add(outcome.value());
  }

  private void add(@Nullable Exit exit) {
    if (exit instanceof Exit.Returned returned) add(returned.value());
  }

  private void add(Effort effort) {
    switch (effort) {
      case Effort.Call call -> add(call.input());
      case Effort.Child child -> add(child.payload());
    }
  }

  private void add(@Nullable Held held) {
    if (held != null) add(held.value(), held.bytes());
  }

  private void add(@Nullable Object value, long bytes) {
    if (value == null || bytes <= INLINE_BYTES || places.containsKey(value)) return;
    places.put(value, values.size());
    values.add(value);
  }
}
