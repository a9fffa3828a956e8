package dev.holdfast.testkit.run;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the world does to a run: answers, errors, events, time, operators; and inputs that are late,
 * repeated or make no sense.
 */
final class RandomInputs {
  private static final Instant BEGIN = Instant.parse("2030-01-07T08:00:00Z");

  private final SplittableRandom random;
  private final Walk walk;
  private Instant clock = BEGIN;
  private int made;

  RandomInputs(SplittableRandom random, Walk walk) {
    this.random = random;
    this.walk = walk;
  }

  Input start() {
    Map<String, @Nullable Object> payload =
        Json.objectOf(
            Definitions.object(
                "flag", chance(50), "items", List.of(1L, 2L, 3L), "one", 7L, "seen", List.of()));
    Event event = chance(20) ? event() : null;
    return new Input.Started(
        id(),
        clock,
        new RunStart(
            new UUID(random.nextLong(), random.nextLong()),
            "tenant",
            new UUID(1, 2),
            1,
            payload,
            Json.objectOf(Definitions.object("team", "blue")),
            event,
            chance(5) ? new UUID(3, 4) : null,
            chance(50),
            Semantics.of(walk.program())));
  }

  /** Any input at all. */
  Input any() {
    if (walk.more() && !chance(5)) return new Input.Continue(id(), walk.state().now());
    pass();
    return switch (below(20)) {
      case 0 -> new Input.TimersDue(id(), clock);
      case 1 -> chance(30) ? new Input.CancelRequested(id(), clock, "why not", chance(30)) : tick();
      case 2 -> command();
      case 3 -> lost();
      case 4 -> garbage();
      case 5 -> walk.inputs().get(below(walk.inputs().size()));
      case 6 -> offer();
      default -> useful();
    };
  }

  /** An input that brings the run on: an answer, or the time at which something falls due. */
  Input useful() {
    if (walk.more()) return new Input.Continue(id(), walk.state().now());
    List<Input> possible = new ArrayList<>();
    for (Effect.InvokeAction call : walk.calls()) possible.add(answer(call));
    for (Effect.OpenEventWait wait : walk.waits()) {
      possible.add(new Input.LookedBack(id(), clock, wait.waitId(), events()));
      possible.add(new Input.EventOffered(id(), clock, eventFor(wait)));
    }
    for (Effect.StartChild child : walk.children()) possible.add(ended(child));
    if (walk.state().nextDue() != null) possible.add(tick());
    return possible.isEmpty() ? tick() : possible.get(below(possible.size()));
  }

  private Input tick() {
    Instant due = walk.state().nextDue();
    if (due != null && due.isAfter(clock)) clock = due;
    return new Input.TimersDue(id(), clock);
  }

  private Input lost() {
    List<Effect.InvokeAction> calls = new ArrayList<>(walk.calls());
    if (calls.isEmpty() || chance(50)) return new Input.WorkerLost(id(), clock);
    return new Input.CallLost(id(), clock, calls.get(below(calls.size())).callId());
  }

  private Input answer(Effect.InvokeAction call) {
    for (OpenWait wait : walk.state().waits()) {
      if (wait.type() == OpenWait.Type.CALLBACK
          && wait.executionPath().equals(call.executionPath())) {
        return new Input.CallbackReceived(id(), clock, call.callId(), settled());
      }
    }
    CallAnswer answer = chance(10) ? new CallAnswer.Pending(List.of()) : settled();
    return new Input.CallFinished(id(), clock, call.callId(), call.attempt(), answer);
  }

  private CallAnswer settled() {
    List<CallAnswer.LogLine> logs =
        chance(20)
            ? List.of(new CallAnswer.LogLine("info", "a line", Json.EMPTY_OBJECT))
            : List.of();
    if (chance(65)) return new CallAnswer.Done(output(), logs);
    return new CallAnswer.Failed(error(), chance(20) ? 700L : null, logs);
  }

  private @Nullable Object output() {
    return switch (below(5)) {
      case 0 -> null;
      case 1 -> (long) below(100);
      case 2 -> "x".repeat(below(600));
      case 3 -> Json.of(Definitions.object("deep", List.of(1L, "two"), "flag", true));
      default -> Json.of(List.of("a", "b"));
    };
  }

  private RunError error() {
    List<ErrorCategory> categories =
        List.of(ErrorCategory.TRANSIENT, ErrorCategory.ACTION, ErrorCategory.VALIDATION);
    return new RunError(
        categories.get(below(categories.size())),
        chance(50) ? "A" : "C",
        "as generated",
        null,
        null,
        null,
        chance(80),
        Json.objectOf(Definitions.object("n", (long) below(5))));
  }

  private Input ended(Effect.StartChild child) {
    if (chance(15)) return new Input.ChildRefused(id(), clock, child.childRunId(), error());
    RunStatus status =
        switch (below(4)) {
          case 0 -> RunStatus.FAILED;
          case 1 -> RunStatus.CANCELED;
          default -> RunStatus.SUCCEEDED;
        };
    Input.ChildResult result =
        new Input.ChildResult(
            status,
            status == RunStatus.SUCCEEDED ? output() : null,
            status == RunStatus.FAILED ? error() : null,
            child.payload(),
            Json.EMPTY_OBJECT,
            Json.EMPTY_OBJECT);
    return new Input.ChildFinished(id(), clock, child.childRunId(), result);
  }

  private Input offer() {
    return new Input.EventOffered(id(), clock, event());
  }

  private Event event() {
    // Few ids: the same event comes again.
    return event("event-" + below(40), chance(50) ? "e1" : "e2", chance(50) ? "k1" : "k2");
  }

  private Event eventFor(Effect.OpenEventWait wait) {
    return event("for-" + id(), wait.eventName(), wait.correlationKey());
  }

  private Event event(String id, String name, String key) {
    Map<String, @Nullable Object> payload =
        Json.objectOf(
            Definitions.object("n", (long) below(4), "text", "y".repeat(below(300)), "id", id));
    return new Event(id, name, key, payload, null, chance(50) ? "test" : null, null, clock);
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = below(3); i > 0; i--) events.add(event());
    return events;
  }

  private Input command() {
    Input.Command command =
        switch (below(4)) {
          case 0, 1 -> new Input.Command.Retry(repairs());
          case 2 -> new Input.Command.RequeueEventWait();
          default -> resume();
        };
    return new Input.OperatorCommand(id(), clock, "because", command);
  }

  /** What an operator does when a run has failed. */
  Input retry() {
    return new Input.OperatorCommand(id(), clock, "again", new Input.Command.Retry(repairs()));
  }

  private List<Input.Command.Repair> repairs() {
    if (chance(50)) return List.of();
    String path = chance(80) ? "vars.n" : "payload.flag.deep";
    return switch (AssignPath.parse(path)) {
      case AssignPath.Parsing.Parsed parsed ->
          List.of(new Input.Command.Repair(parsed.path(), (long) below(9)));
      case AssignPath.Parsing.Refused refused -> List.of();
    };
  }

  private Input.Command resume() {
    List<OpenWait> waits = walk.state().waits();
    UUID waitId = null;
    if (!waits.isEmpty() && chance(70)) waitId = waits.get(below(waits.size())).waitId();
    Object output = chance(50) ? Json.of(Definitions.object("n", 1L)) : output();
    return new Input.Command.Resume(waitId, output, chance(30));
  }

  private Input garbage() {
    UUID unknown = new UUID(random.nextLong(), 9);
    return switch (below(7)) {
      case 0 -> new Input.CallFinished(id(), clock, unknown, 1, settled());
      case 1 -> new Input.CallbackReceived(id(), clock, unknown, settled());
      case 2 -> new Input.LookedBack(id(), clock, unknown, events());
      case 3 -> new Input.ChildRefused(id(), clock, unknown, error());
      case 4 -> new Input.Continue(id(), clock);
      case 5 -> walk.inputs().getFirst();
      default -> new Input.TimersDue(id(), walk.state().now().minus(Duration.ofSeconds(below(5))));
    };
  }

  private void pass() {
    if (chance(60)) clock = clock.plus(Duration.ofMillis(below(900)));
  }

  private String id() {
    return "input-" + made++;
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private boolean chance(int percent) {
    return below(100) < percent;
  }
}
