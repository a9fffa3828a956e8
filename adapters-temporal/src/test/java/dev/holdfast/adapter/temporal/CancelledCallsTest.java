package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that their runs do not wait for any more, on every server there is. */
@ParameterizedClass
@MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
class CancelledCallsTest {
  private static final String OPEN =
      "select count(*) from workflow_wait where status = 0 and run_id = ?";

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final CompletableFuture<UUID> called = new CompletableFuture<>();
  private final TestRuntime node;

  CancelledCallsTest(TestTemporal server) {
    String namespace = server.newNamespace("cancelled");
    this.node =
        new TestRuntime(
            address,
            world,
            Map.of(
                "target",
                server.target(),
                "namespace",
                namespace,
                "task-queue",
                namespace,
                "heartbeat-ms",
                "1000",
                "cancels-calls",
                Boolean.toString(server.isReal())));
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** The SDK's own server would never go on: github.com/temporalio/sdk-java/issues/2391. */
  @Test
  void a_call_may_end_while_its_run_cancels_it() {
    CompletableFuture<CallAnswer> answer = new CompletableFuture<>();
    defineEither();
    world.action =
        (site, call) -> {
          called.complete(site.runId());
          return answer.join();
        };
    world.folding =
        input -> {
          if (!(input instanceof Input.EventOffered)) return;
          answer.complete(new CallAnswer.Done("just then", List.of()));
          // No question to the server may come from a workflow's own thread.
          CompletableFuture.runAsync(this::awaitEndOfCall).join();
        };
    UUID run = node.start("either");
    assertThat(called.join()).isEqualTo(run);
    Await.until("it waits", () -> node.count(OPEN, run) == 1);
    node.submit("go", "a", "e1");
    node.awaitWait(run);
    node.submit("go", "b", "e2");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
  }

  @Test
  void a_call_that_nobody_waits_for_is_interrupted_and_its_answer_recorded() {
    defineEither();
    world.action =
        (site, call) -> {
          called.complete(site.runId());
          return new CallAnswer.Done(isInterrupted() ? "interrupted" : "not", List.of());
        };
    UUID run = node.start("either");
    called.join();
    Await.until("it waits", () -> node.count(OPEN, run) == 1);
    node.submit("go", "a", "e1");
    Await.until("its answer is recorded", () -> lateAnswers(run) == 1);
    assertThat(node.one("select reason from workflow_late_result where run_id = ?", run))
        .isEqualTo("CLOSED");
    node.awaitWait(run);
    node.submit("go", "b", "e2");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
  }

  /** A call that is taken back when an event comes, and then another event. */
  private void defineEither() {
    String either =
        TestWorld.parallel(
                List.of("[" + TestWorld.call() + "]", "[" + TestWorld.event("go", "a") + "]"))
            .replace("\"all\"", "\"any\"");
    world.define("either", "[" + either + "," + TestWorld.event("go", "b") + "]");
  }

  private static boolean isInterrupted() {
    try {
      new CountDownLatch(1).await();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private long lateAnswers(UUID run) {
    return node.count("select count(*) from workflow_late_result where run_id = ?", run);
  }

  private void awaitEndOfCall() {
    WorkflowStub run = node.runtime.client().newUntypedWorkflowStub(WorkflowIds.of(called.join()));
    Await.until(
        "the server has the end of the call",
        () -> run.describe().getRawDescription().getPendingActivitiesCount() == 0);
  }
}
