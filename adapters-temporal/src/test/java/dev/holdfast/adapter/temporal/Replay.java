package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.adapter.temporal.connection.Converters;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.worker.ProgramCache;
import dev.holdfast.adapter.temporal.workflow.RunWorkflowCode;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.service.ProgramPins;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a workflow through a history again, with nothing but the history: no database, no catalog.
 * The SDK sees whether the workflow wants something else than it did; what the reducer decided, the
 * SDK does not look at, so that is written down here.
 */
final class Replay implements AutoCloseable {
  private final Interpreter interpreter = new Interpreter();
  private final List<String> decisions = new ArrayList<>();
  private final ProgramCache programs = new ProgramCache(new PinnedAlone());
  private final TestWorkflowEnvironment environment;
  private final Worker worker;

  Replay() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.of(TemporalSettings.usual()))
                        .build())
                .build());
    worker = environment.newWorker("replay");
    worker.registerWorkflowImplementationFactory(
        RunWorkflow.class,
        order -> run(RunOrder.of(order.get(0, byte[].class))),
        WorkflowImplementationOptions.getDefaultInstance());
  }

  private RunWorkflowCode run(RunOrder order) {
    return new RunWorkflowCode(order, this::step, programs.program(order.program()), true);
  }

  private Transition step(Program program, @Nullable RunState state, Input input) {
    Transition transition = interpreter.step(program, state, input);
    decisions.add("> " + input.getClass().getSimpleName() + " " + input.id() + " " + input.at());
    transition.journal().forEach(entry -> decisions.add(line(entry)));
    for (Effect effect : transition.effects()) {
      decisions.add("  ! " + effect.getClass().getSimpleName());
    }
    return transition;
  }

  private static String line(JournalEntry entry) {
    return "  %d %s %s %s #%d %s"
        .formatted(
            entry.seq(),
            entry.at(),
            entry.kind().text(),
            entry.executionPath(),
            entry.attempt(),
            Json.canonicalText(entry.data()));
  }

  /**
   * Answers what the reducer was given and decided, line by line.
   *
   * @throws Exception when the workflow wants something else than it did
   */
  List<String> of(WorkflowExecutionHistory history) throws Exception {
    decisions.clear();
    WorkflowReplayer.replayWorkflowExecution(history, worker);
    return List.copyOf(decisions);
  }

  @Override
  public void close() {
    environment.close();
  }

  /** Compiles what the history brings along. */
  private static final class PinnedAlone implements PinProgram {
    @Override
    public Pinned pin(String tenantId, UUID workflowId, int version) {
      throw new UnsupportedOperationException("a history has its program with it");
    }

    @Override
    public Program compile(Pinned pinned) {
      return ProgramPins.compile(pinned, new JacksonJsonText(), new JsonataExpressions());
    }
  }
}
