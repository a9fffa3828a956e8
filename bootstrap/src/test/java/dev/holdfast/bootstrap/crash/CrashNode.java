package dev.holdfast.bootstrap.crash;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.CompleteCallback;
import dev.holdfast.application.port.in.EditDefinitions;
import dev.holdfast.application.port.in.OperateRun;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.in.SubmitEvent;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.StepView;
import dev.holdfast.bootstrap.health.HealthWiring;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.logging.Logging;
import dev.holdfast.bootstrap.settings.SettingSources;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.bootstrap.wiring.ActionWiring;
import dev.holdfast.bootstrap.wiring.CoreWiring;
import dev.holdfast.bootstrap.wiring.DefinitionWiring;
import dev.holdfast.bootstrap.wiring.EngineWiring;
import dev.holdfast.bootstrap.wiring.RunWiring;
import dev.holdfast.bootstrap.wiring.StoreWiring;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A process with everything of the service but its web server, which starts faster so. It takes
 * orders as lines of JSON and answers each with one, and dies where it was told to.
 */
final class CrashNode {
  private static final Caller CALLER =
      new Caller("default", "crash-test", EnumSet.allOf(Permission.class), true, "0".repeat(32));

  private final AnnotationConfigApplicationContext context;
  private final PrintStream out;

  private CrashNode(AnnotationConfigApplicationContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  /**
   * @param arguments settings as flags; before them a {@link Point} and how often it is passed
   *     before the process dies, or {@code NEVER 0}
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    Logging.QUIET.use();
    Settings settings =
        Settings.of(
            SettingSources.gather(
                List.of(arguments).subList(2, arguments.length), Map.of(), Map.of()));
    CrashPoints death = death(arguments[0], Integer.parseInt(arguments[1]));
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(Settings.class, () -> settings);
    context.registerBean(Database.class, () -> Database.open(settings, null));
    context.registerBean(CrashPoints.class, () -> death);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.register(
        CoreWiring.class,
        ActionWiring.class,
        StoreWiring.class,
        EngineWiring.class,
        DefinitionWiring.class,
        RunWiring.class,
        HealthWiring.class,
        PromiseAction.class);
    context.refresh();
    new CrashNode(context, out).serve();
  }

  /** Dies without a word, as by {@code kill -9}. */
  private static CrashPoints death(String point, int passes) {
    AtomicInteger left = new AtomicInteger(passes);
    return passed -> {
      if (passed.name().equals(point) && left.decrementAndGet() <= 0) {
        Runtime.getRuntime().halt(137);
      }
    };
  }

  private void serve() throws IOException {
    print(Map.of("ready", true));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<String, @Nullable Object> order = Json.objectOf(new JacksonJsonText().parse(line));
      Thread.startVirtualThread(() -> take(order));
    }
    context.close();
  }

  private void take(Map<String, @Nullable Object> order) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", order.get("id"));
    try {
      answer.put("value", carryOut(order));
    } catch (StoreUnavailable | IllegalStateException e) {
      answer.put("failure", String.valueOf(e));
    }
    print(answer);
  }

  private @Nullable Object carryOut(Map<String, @Nullable Object> order) {
    return switch (text(order, "do")) {
      case "define" -> define(text(order, "key"), Json.objectOf(order.get("definition")));
      case "start" -> start(order);
      case "event" -> event(order);
      case "callback" -> {
        var done = new CallAnswer.Done(null, List.of());
        yield value(bean(CompleteCallback.class).complete(text(order, "token"), done)).applied();
      }
      case "cancel" -> {
        UUID runId = UUID.fromString(text(order, "runId"));
        yield bean(OperateRun.class).cancel(CALLER, runId, "crash test", false).toString();
      }
      case "run" -> run(UUID.fromString(text(order, "runId")));
      case "errors" -> errors(UUID.fromString(text(order, "runId")));
      default -> throw new IllegalStateException("expected an order, but " + order);
    };
  }

  private Object define(String key, Map<String, @Nullable Object> definition) {
    EditDefinitions definitions = bean(EditDefinitions.class);
    value(
        definitions.create(
            CALLER, new EditDefinitions.Creation(key, definition, Json.EMPTY_OBJECT)));
    return value(definitions.publish(CALLER, key, null)).key();
  }

  private Object start(Map<String, @Nullable Object> order) {
    StartRun.Request request =
        new StartRun.Request(
            text(order, "workflow"),
            null,
            Json.objectOf(order.get("payload")),
            Map.of(),
            new StartRun.Origin.Api(text(order, "key"), "same"));
    return value(bean(StartRun.class).start(CALLER, request)).runId().toString();
  }

  private Object event(Map<String, @Nullable Object> order) {
    SubmitEvent.Submission event =
        new SubmitEvent.Submission(
            text(order, "name"),
            text(order, "key"),
            Json.EMPTY_OBJECT,
            null,
            text(order, "eventId"),
            null,
            null);
    return value(bean(SubmitEvent.class).submit(CALLER, event)).status().text();
  }

  private Object run(UUID runId) {
    RunView run = value(bean(ReadRuns.class).run(CALLER, runId));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("status", run.status().name());
    json.put("output", run.output());
    json.put("error", run.error() == null ? null : run.error().code());
    return json;
  }

  private Object errors(UUID runId) {
    List<@Nullable Object> errors = new ArrayList<>();
    for (StepView step : value(bean(ReadRuns.class).steps(CALLER, runId, 100, null)).items()) {
      if (step.error() != null) errors.add(step.error());
    }
    return errors;
  }

  private <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Refused<T>(var refusal) ->
          throw new IllegalStateException(refusal.code() + ": " + refusal.message());
    };
  }

  private static String text(Map<String, @Nullable Object> order, String member) {
    return String.valueOf(order.get(member));
  }

  private synchronized void print(Map<String, ? extends @Nullable Object> answer) {
    out.println(Json.text(answer));
    out.flush();
  }
}
