package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.service.ProgramPins;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.testkit.scenario.ScriptedActions;
import dev.holdfast.testkit.store.MemoryIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a test's workflows and actions are; runtimes of one test share it. */
final class TestWorld implements PinProgram {
  private static final Pattern STEP = Pattern.compile("\\{\"type\"");
  private final JsonataExpressions expressions = new JsonataExpressions();
  private final JacksonJsonText text = new JacksonJsonText();
  private final Map<UUID, String> documents = new ConcurrentHashMap<>();

  /** Of everything that is made in this world, by whichever runtime. */
  final MemoryIds ids = new MemoryIds();

  /** Execution paths of the calls made, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  volatile BiFunction<InvokeAction.CallSite, Effect.InvokeAction, CallAnswer> action =
      (site, call) -> new CallAnswer.Done("ok", List.of());

  /** Told of what is about to be done, {@code compile} or {@code child}; may make it fail. */
  volatile Consumer<String> hook = what -> {};

  /** Told of what is about to be folded. */
  volatile Consumer<Input> folding = input -> {};

  /** Workers fail with every run, as by a fault of ours, while this holds. */
  volatile boolean failing;

  /** How often they have. */
  final AtomicInteger failures = new AtomicInteger();

  private final Reducer interpreter = new Interpreter();

  Transition step(Program program, @Nullable RunState state, Input input) {
    if (failing) {
      failures.incrementAndGet();
      throw new IllegalStateException("as the test wants it");
    }
    folding.accept(input);
    return interpreter.step(program, state, input);
  }

  void define(String key, String steps) {
    documents.put(id(key), "{\"name\":\"" + key + "\",\"steps\":" + named(steps) + "}");
  }

  void forget(String key) {
    documents.remove(id(key));
  }

  /** The same steps, each with an id. */
  private static String named(String steps) {
    AtomicInteger number = new AtomicInteger();
    return STEP.matcher(steps)
        .replaceAll(step -> "{\"id\":\"s" + number.incrementAndGet() + "\",\"type\"");
  }

  static UUID id(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  boolean has(String key) {
    return documents.containsKey(id(key));
  }

  CallAnswer invoke(InvokeAction.CallSite site, Effect.InvokeAction call) {
    calls.add(call.executionPath());
    return action.apply(site, call);
  }

  @Override
  public Pinned pin(String tenantId, UUID workflowId, int version) {
    String document = documents.get(workflowId);
    if (document == null) throw new IllegalStateException("expected workflow " + workflowId);
    return ProgramPins.pin(document, text, new Scripted(), expressions);
  }

  @Override
  public Program compile(Pinned pinned) {
    hook.accept("compile");
    return ProgramPins.compile(pinned, text, expressions);
  }

  /** A list of steps that call {@code test.call}. */
  static String calls(int count) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) steps.add(call());
    return "[" + String.join(",", steps) + "]";
  }

  static String call() {
    return "{\"type\":\"action.call\",\"config\":"
        + "{\"actionId\":\"test.call\",\"version\":1,\"inputMapping\":{}}}";
  }

  static String call(long timeoutMs) {
    String call = call();
    return call.substring(0, call.length() - 1) + ",\"timeoutMs\":" + timeoutMs + "}";
  }

  /** Branches that are waited for, each with a list of steps. */
  static String parallel(List<String> branches) {
    List<String> named = new ArrayList<>();
    for (String steps : branches) {
      named.add("{\"name\":\"b%d\",\"steps\":%s}".formatted(named.size(), steps));
    }
    return "{\"type\":\"control.parallel\",\"join\":\"all\",\"branches\":["
        + String.join(",", named)
        + "]}";
  }

  static String event(String name, String key) {
    return "{\"type\":\"event.wait\",\"config\":{\"eventName\":\"%s\",\"correlationKey\":\"%s\"}}"
        .formatted(name, key);
  }

  static String sleep(long millis) {
    return "{\"type\":\"time.wait\",\"config\":{\"mode\":\"duration\",\"durationMs\":%d}}"
        .formatted(millis);
  }

  static String child(String workflow) {
    return "{\"type\":\"control.callWorkflow\",\"workflowId\":\"%s\",\"workflowVersion\":\"latest\"}"
        .formatted(workflow);
  }

  private static final class Scripted implements Catalog {
    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      return ScriptedActions.facts(actionId, version);
    }

    @Override
    public List<String> actionIds() {
      return List.of();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return List.of(1);
    }

    @Override
    public List<Integer> workflowVersions(String idOrKey) {
      return List.of(1);
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return true;
    }
  }
}
