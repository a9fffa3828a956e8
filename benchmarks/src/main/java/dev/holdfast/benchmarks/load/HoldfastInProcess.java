package dev.holdfast.benchmarks.load;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.in.SubmitEvent;
import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.ApplicationContext;

/** Holdfast through its use cases, as a host application calls them. */
final class HoldfastInProcess {
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final StartRun starts;
  private final ReadRuns runs;
  private final SubmitEvent events;
  private final Caller caller =
      new Caller(
          "default",
          "benchmark",
          Permission.closure(List.of(Permission.WORKFLOW_ADMIN)),
          false,
          "0af7651916cd43dd8448eb211c80319c");

  private final String name;

  HoldfastInProcess(ApplicationContext context) {
    this(context, "Holdfast CE");
  }

  HoldfastInProcess(ApplicationContext context, String name) {
    this.name = name;
    starts = context.getBean(StartRun.class);
    runs = context.getBean(ReadRuns.class);
    events = context.getBean(SubmitEvent.class);
  }

  Workload threeActions(String workflowKey) {
    return new Workload() {
      @Override
      public String name() {
        return name + ": three actions";
      }

      @Override
      public void prepare(int operations) {}

      @Override
      public void once() {
        run(workflowKey);
      }
    };
  }

  /** Does the three actions once and answers the run's id. */
  UUID run(String workflowKey) {
    UUID runId = start(workflowKey, Map.of("n", 7L));
    ended(runId);
    return runId;
  }

  Workload waitThenEvent(String workflowKey) {
    Queue<UUID> waiting = new ConcurrentLinkedQueue<>();
    return new Workload() {
      @Override
      public String name() {
        return name + ": wait, then event";
      }

      @Override
      public void prepare(int operations) throws Exception {
        Workload opening =
            new Workload() {
              @Override
              public String name() {
                return "opening waits";
              }

              @Override
              public void prepare(int none) {}

              @Override
              public void once() {
                waiting.add(startWaiting(workflowKey));
              }
            };
        ClosedLoop.times(opening, 64, operations);
      }

      @Override
      public void once() {
        UUID key = waiting.remove();
        SubmitEvent.Receipt receipt =
            ok(
                events.submit(
                    caller,
                    new SubmitEvent.Submission(
                        "go", key.toString(), Map.of("x", 1L), null, null, null, null)));
        ended(receipt.resumedRuns().getFirst());
      }
    };
  }

  private UUID startWaiting(String workflowKey) {
    UUID key = UUID.randomUUID();
    UUID runId = start(workflowKey, Map.of("key", key.toString()));
    RunView run = ok(runs.run(caller, runId, ReadRuns.Until.REST, WAIT));
    if (run.status() != RunStatus.WAITING) {
      throw new IllegalStateException("expected a waiting run, but " + run);
    }
    return key;
  }

  private UUID start(String workflowKey, Map<String, Object> payload) {
    return ok(starts.start(
            caller,
            new StartRun.Request(
                workflowKey,
                null,
                java.util.Collections.unmodifiableMap(payload),
                Map.of(),
                new StartRun.Origin.Api(null, ""))))
        .runId();
  }

  private void ended(UUID runId) {
    RunView run = ok(runs.run(caller, runId, ReadRuns.Until.ENDED, WAIT));
    if (run.status() != RunStatus.SUCCEEDED) {
      throw new IllegalStateException("expected a run that succeeded, but " + run);
    }
  }

  private static <T> T ok(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Refused<T>(var refusal) ->
          throw new IllegalStateException("expected an answer, but " + refusal);
    };
  }
}
