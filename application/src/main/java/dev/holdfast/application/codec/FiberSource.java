package dev.holdfast.application.codec;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.json.Json;
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
import dev.holdfast.domain.run.Slot;
import dev.holdfast.domain.run.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FiberSink} wrote. */
final class FiberSource {
  private final CoreSource core;
  private final ByteSource in;
  private final List<@Nullable Object> large;
  private final List<List<Outcome>> settled;
  private final @Nullable Object varsEvent;

  FiberSource(
      CoreSource core,
      List<@Nullable Object> large,
      List<List<Outcome>> settled,
      @Nullable Object varsEvent) {
    this.settled = settled;
    this.core = core;
    this.in = core.in;
    this.large = large;
    this.varsEvent = varsEvent;
  }

  SortedMap<FiberId, Fiber> fibers() {
    TreeMap<FiberId, Fiber> fibers = new TreeMap<>();
    int size = in.size();
    FiberId before = FiberId.ROOT;
    for (int i = 0; i < size; i++) {
      FiberId id = id(before);
      int flags = in.oneByte();
      Fiber.Pace pace = pace(flags >> 1);
      String around = "";
      if (!id.isRoot()) {
        Fiber parent = fibers.get(id.parent());
        if (parent == null) throw in.unreadable("expected the fiber around " + id);
        around = parent.list().stepPath();
      }
      fibers.put(id, new Fiber(id, frames(around), pace, (flags & 1) != 0));
      before = id;
    }
    return Collections.unmodifiableSortedMap(fibers);
  }

  private FiberId id(FiberId before) {
    int shared = in.smallCount();
    if (shared > before.numbers().length()) throw in.unreadable("expected less in common");
    StringBuilder numbers = new StringBuilder(before.numbers().substring(0, shared));
    for (int more = in.size(); more > 0; more--) {
      int number = in.smallCount();
      if (number > Character.MAX_VALUE) throw in.unreadable("expected a smaller number");
      numbers.append((char) number);
    }
    return new FiberId(numbers.toString());
  }

  private Fiber.Pace pace(int code) {
    return switch (code) {
      case 0 -> Fiber.Pace.READY;
      case 1 -> Fiber.Pace.BLOCKED;
      case 2 -> Fiber.Pace.AWAITS_CALL_SLOT;
      case 3 -> Fiber.Pace.AWAITS_CHILD_SLOT;
      default -> throw in.unreadable("expected a pace, but " + code);
    };
  }

  private List<Frame> frames(String outer) {
    int size = in.size();
    if (size == 0) throw in.unreadable("expected a frame, but none");
    List<Frame> frames = new ArrayList<>(size);
    String around = outer;
    boolean steps = true;
    for (int i = 0; i < size; i++) {
      Frame frame = frame(around);
      if (frame instanceof Frame.Steps list) around = list.stepPath();
      if (frame instanceof Frame.Steps != steps) {
        throw in.unreadable("expected lists and blocks to take turns");
      }
      steps = !steps;
      frames.add(frame);
    }
    return frames;
  }

  private Frame frame(String around) {
    int tag = in.oneByte();
    return switch (tag) {
      case FiberSink.STEPS -> steps(around);
      case FiberSink.CHOSEN -> new Frame.Chosen();
      case FiberSink.ITERATING -> new Frame.Iterating(in.smallCount());
      case FiberSink.LOOPING -> new Frame.Looping(items(), in.smallCount(), outcomes());
      case FiberSink.JOINING -> joining();
      case FiberSink.TRYING -> trying();
      case FiberSink.AGAIN -> new Frame.Again(effort());
      case FiberSink.REVISIT -> new Frame.Revisit(in.text());
      case FiberSink.CALLING ->
          new Frame.Calling(call(), in.uuid(), core.instant(), in.count(), in.smallCount());
      case FiberSink.PROMISED -> {
        Effort.Call call = call();
        UUID callId = in.uuid();
        yield new Frame.Promised(call, callId, opened());
      }
      case FiberSink.LISTENING -> {
        Opened opened = opened();
        String name = in.text();
        String key = in.text();
        List<Filter> filters = core.filters();
        yield new Frame.Listening(opened, name, key, filters, in.bool());
      }
      case FiberSink.SLEEPING -> new Frame.Sleeping(opened());
      case FiberSink.RESTING -> new Frame.Resting(effort(), opened());
      case FiberSink.PARENTING -> {
        Effort.Child child = child();
        UUID childRunId = in.uuid();
        yield new Frame.Parenting(child, childRunId, opened());
      }
      default -> throw in.unreadable("expected a frame, but " + tag);
    };
  }

  private Frame.Steps steps(String around) {
    Slot slot = new Slot(Codes.slot(in), in.smallCount());
    String path = in.bool() ? Paths.inside(around, slot) : PathBytes.read(in, around);
    if (path == null) throw in.unreadable("expected the path of a branch");
    int index = in.smallCount();
    int attempt = in.smallCount();
    RunError error = core.maybeError();
    return new Frame.Steps(slot, path, index, attempt, error, in.bool() ? taken() : null);
  }

  private Taken taken() {
    Event facts = core.eventFacts(Json.EMPTY_OBJECT);
    Map<String, @Nullable Object> payload = Json.asObject(value());
    if (payload == null) throw in.unreadable("expected an event's payload");
    return new Taken(CoreSource.withPayload(facts, payload), in.count());
  }

  private Frame.Joining joining() {
    Held items = in.bool() ? items() : null;
    int begun = in.smallCount();
    int live = in.smallCount();
    int succeeded = in.smallCount();
    Outcomes outcomes = outcomes();
    int leaving = in.oneByte();
    return new Frame.Joining(
        items,
        begun,
        live,
        succeeded,
        outcomes,
        switch (leaving) {
          case 0 -> null;
          case 1 -> new Frame.Leaving.Won();
          case 2 -> new Frame.Leaving.Out(exit(), (int) in.number());
          default -> throw in.unreadable("expected a way to leave, but " + leaving);
        });
  }

  private Frame.Trying trying() {
    int code = in.oneByte();
    Frame.Trying.Part part =
        switch (code) {
          case 0 -> Frame.Trying.Part.BODY;
          case 1 -> Frame.Trying.Part.HANDLER;
          case 2 -> Frame.Trying.Part.FINALIZER;
          default -> throw in.unreadable("expected a part of a tryCatch, but " + code);
        };
    RunError caught = core.maybeError();
    return new Frame.Trying(part, caught, in.bool() ? exit() : null);
  }

  private Exit exit() {
    int code = in.oneByte();
    return switch (code) {
      case 0 -> new Exit.Failed(core.error());
      case 1 -> new Exit.Returned(maybeHeld());
      case 2 -> new Exit.Lost();
      case 3 -> new Exit.Canceled();
      case 4 -> new Exit.Aborted(core.error());
      default -> throw in.unreadable("expected a way out, but " + code);
    };
  }

  private Outcomes outcomes() {
    int place = in.smallCount();
    if (place > settled.size()) throw in.unreadable("expected settled outcomes, but " + place);
    List<Outcome> outcomes = new ArrayList<>(place == 0 ? List.of() : settled.get(place - 1));
    for (int left = in.size(); left > 0; left--) {
      outcomes.add(new Outcome(in.smallCount(), maybeHeld(), core.maybeError()));
    }
    return new Outcomes(outcomes, in.count());
  }

  private Effort effort() {
    int code = in.oneByte();
    return switch (code) {
      case 0 -> call();
      case 1 -> child();
      default -> throw in.unreadable("expected a call or a child, but " + code);
    };
  }

  private Effort.Call call() {
    int tries = in.smallCount();
    int flags = in.oneByte();
    boolean hash = (flags & 2) != 0;
    String key = hash ? HexFormat.of().formatHex(in.raw(FiberSink.HASH_DIGITS / 2)) : in.text();
    return new Effort.Call(tries, key, (flags & 1) != 0, held());
  }

  private Effort.Child child() {
    return new Effort.Child(in.smallCount(), held());
  }

  private Opened opened() {
    UUID waitId = in.uuid();
    Instant createdAt = core.instant();
    Instant dueAt = core.maybeInstant();
    return new Opened(waitId, createdAt, dueAt, in.count());
  }

  private @Nullable Held maybeHeld() {
    return in.bool() ? held() : null;
  }

  private Held items() {
    Held items = held();
    if (Json.asList(items.value()) == null) throw in.unreadable("expected a list of items");
    return items;
  }

  private Held held() {
    return new Held(value(), in.count());
  }

  private @Nullable Object value() {
    int code = in.smallCount();
    if (code == FiberSink.INLINE) return core.json.value();
    if (code == FiberSink.VARS_EVENT) return varsEvent;
    int place = code - FiberSink.FIRST_LARGE;
    if (place >= large.size()) throw in.unreadable("expected a large value, but " + place);
    return large.get(place);
  }
}
