package dev.holdfast.testkit.run;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run, played by a test: what the world does to it, and what came of that. */
final class Play {
  static final Instant BEGIN = Instant.parse("2030-01-07T08:00:00Z");
  static final UUID RUN_ID = new UUID(7, 8);

  private final Walk walk;
  private Instant clock = BEGIN;
  private int inputs;
  private int told;
  private Verdict verdict = new Verdict.Applied(null);
  private List<Effect> effects = List.of();

  private Play(Program program) {
    this.walk = new Walk(new Interpreter(), program, state -> state);
  }

  static Play of(Map<String, @Nullable Object> document) {
    return of(Definitions.compile(document));
  }

  static Play of(Program program) {
    return new Play(program);
  }

  /** A definition of these steps and nothing else. */
  static Play steps(Object... steps) {
    return of(Definitions.object("name", "played", "steps", List.of(steps)));
  }

  Play start() {
    return start(Definitions.object());
  }

  Play start(Map<String, @Nullable Object> payload) {
    return start(payload, null, null);
  }

  Play start(
      Map<String, @Nullable Object> payload, @Nullable Event event, @Nullable UUID parentRunId) {
    return fold(
        new Input.Started(
            id(),
            clock,
            new RunStart(
                RUN_ID,
                "tenant",
                new UUID(1, 2),
                3,
                Json.objectOf(payload),
                Json.objectOf(Definitions.object("team", "blue")),
                event,
                parentRunId,
                parentRunId != null,
                Semantics.of(program()))));
  }

  Play fold(Input input) {
    told = walk.journal().size();
    Transition transition = walk.fold(input);
    verdict = transition.verdict();
    effects = transition.effects();
    while (walk.more()) walk.fold(new Input.Continue(id(), walk.state().now()));
    return this;
  }

  /** Folds once, whether there is more to do after it or not. */
  Transition foldOnce(Input input) {
    return walk.fold(input);
  }

  Play answer(String path, @Nullable Object output) {
    return give(path, new CallAnswer.Done(Json.of(output), List.of()));
  }

  Play fail(String path, String code) {
    return give(path, new CallAnswer.Failed(error(code), null, List.of()));
  }

  static RunError error(String code) {
    return new RunError(
        ErrorCategory.ACTION, code, "as played", null, null, null, true, Json.EMPTY_OBJECT);
  }

  Play give(String path, CallAnswer answer) {
    Effect.InvokeAction call = call(path);
    return fold(new Input.CallFinished(id(), clock, call.callId(), call.attempt(), answer));
  }

  Play callback(String path, CallAnswer answer) {
    return fold(new Input.CallbackReceived(id(), clock, call(path).callId(), answer));
  }

  /** The last call of a path that was handed out and not cancelled. */
  Effect.InvokeAction call(String path) {
    Effect.InvokeAction found = null;
    for (Effect.InvokeAction call : walk.calls()) {
      if (call.executionPath().equals(path)) found = call;
    }
    if (found == null) throw new AssertionError("expected a call of " + path + ", but none");
    return found;
  }

  /** Answers every look-back with nothing. */
  Play armAll() {
    for (Effect.OpenEventWait wait : walk.waits()) {
      fold(new Input.LookedBack(id(), clock, wait.waitId(), List.of()));
    }
    return this;
  }

  Play lookBack(String path, Event... found) {
    return fold(new Input.LookedBack(id(), clock, wait(path).waitId(), List.of(found)));
  }

  OpenWait wait(String path) {
    for (OpenWait wait : state().waits()) if (wait.executionPath().equals(path)) return wait;
    throw new AssertionError("expected a wait of " + path + ", but " + state().waits());
  }

  Play event(String name, String key, Map<String, @Nullable Object> payload) {
    return offer(eventOf("event-" + inputs, name, key, payload, clock));
  }

  Play offer(Event event) {
    return fold(new Input.EventOffered(id(), clock, event));
  }

  static Event eventOf(
      String id, String name, String key, Map<String, @Nullable Object> payload, Instant at) {
    return new Event(id, name, key, Json.objectOf(payload), null, null, null, at);
  }

  Play childEnded(RunStatus status, @Nullable Object output) {
    Effect.StartChild child = walk.children().getLast();
    Input.ChildResult result =
        new Input.ChildResult(
            status,
            Json.of(output),
            status == RunStatus.FAILED ? error("CHILDS_OWN") : null,
            child.payload(),
            Json.EMPTY_OBJECT,
            Json.EMPTY_OBJECT);
    return fold(new Input.ChildFinished(id(), clock, child.childRunId(), result));
  }

  /** Lets time pass, and ticks at its end. */
  Play pass(long millis) {
    later(millis);
    return fold(new Input.TimersDue(id(), clock));
  }

  /** Lets time pass unnoticed. */
  Play later(long millis) {
    clock = clock.plus(Duration.ofMillis(millis));
    return this;
  }

  Play cancel(boolean force) {
    return fold(new Input.CancelRequested(id(), clock, "as played", force));
  }

  Play command(Input.Command command) {
    return fold(new Input.OperatorCommand(id(), clock, "as played", command));
  }

  Play retry() {
    return command(new Input.Command.Retry(List.of()));
  }

  Play retry(String path, @Nullable Object value) {
    if (AssignPath.parse(path) instanceof AssignPath.Parsing.Parsed(AssignPath target)) {
      return command(
          new Input.Command.Retry(List.of(new Input.Command.Repair(target, Json.of(value)))));
    }
    throw new AssertionError("expected a path, but " + path);
  }

  Play loseWorker() {
    return fold(new Input.WorkerLost(id(), clock));
  }

  Play loseCall(String path) {
    return fold(new Input.CallLost(id(), clock, call(path).callId()));
  }

  Program program() {
    return walk.program();
  }

  RunState state() {
    return walk.state();
  }

  RunStatus status() {
    return state().status();
  }

  /** What the last input made the run ask for. */
  List<Effect> effects() {
    return effects;
  }

  Verdict verdict() {
    return verdict;
  }

  Verdict.@Nullable Reason refusal() {
    return verdict instanceof Verdict.Refused refused ? refused.reason() : null;
  }

  String errorCode() {
    RunError error = state().error();
    return error == null ? "" : error.code();
  }

  @Nullable Object variable(String name) {
    return state().vars().get(name);
  }

  /** Paths of calls that nobody has answered or cancelled, in the order they were handed out. */
  List<String> openCalls() {
    List<String> paths = new ArrayList<>();
    for (Effect.InvokeAction call : walk.calls()) {
      boolean inFlight = !state().status().ended() && isWaitedFor(call);
      if (inFlight) paths.add(call.executionPath() + "#" + call.attempt());
    }
    return paths;
  }

  private boolean isWaitedFor(Effect.InvokeAction call) {
    JournalEntry last = null;
    for (JournalEntry entry : walk.journal()) {
      boolean ofCall =
          entry.executionPath().equals(call.executionPath()) && entry.attempt() == call.attempt();
      if (ofCall) last = entry;
    }
    return last != null && last.kind() == JournalEntry.Kind.STEP_STARTED;
  }

  List<Effect.StartChild> children() {
    return walk.children();
  }

  List<JournalEntry> journal() {
    return walk.journal();
  }

  /** The journal, a line per entry: kind, path, attempt above 1. */
  List<String> lines() {
    return lines(walk.journal());
  }

  /** What the last input has added to {@link #lines()}. */
  List<String> added() {
    return lines(walk.journal().subList(told, walk.journal().size()));
  }

  private static List<String> lines(List<JournalEntry> entries) {
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : entries) {
      String path = entry.executionPath();
      String place = path.isEmpty() ? "" : " " + path.replace("root.", "").replace("steps", "");
      lines.add(entry.kind().text() + place + (entry.attempt() > 1 ? " #" + entry.attempt() : ""));
    }
    return lines;
  }

  Instant now() {
    return clock;
  }

  private String id() {
    return "input-" + inputs++;
  }
}
