package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Message;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.temporal.connection.Logged;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** With a key, nothing of what runs carry can be read in what Temporal keeps of them. */
class EncryptionTest {
  /** In everything that a user or a definition may bring into a run. */
  private static final String SECRET = "Zuckerguss";

  private static final Duration LOSS = Duration.ofSeconds(60);

  private static final String KEY_1 = key("k1", 1);
  private static final String KEY_2 = key("k2", 2);

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final String namespace = TestTemporal.best().newNamespace("secret");
  private final Thread here = Thread.currentThread();
  private TestRuntime node;

  private static String key(String id, int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  private TestRuntime open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("target", TestTemporal.best().target());
    settings.put("namespace", namespace);
    settings.put("task-queue", namespace);
    // What is deflated cannot be read either, but not because it is safe.
    settings.put("compress-above", "1000000");
    node = new TestRuntime(address, world, settings);
    return node;
  }

  @AfterEach
  void close() {
    if (node != null) node.close();
  }

  /** Everything that travels: start, calls, a retry, a child, an event, faults, generations. */
  private UUID story() {
    world.define(
        "child",
        """
        [{"type": "action.call", "config": {"actionId": "test.call", "version": 1,
          "inputMapping": {"from": {"$expr": "payload.word"}}}}]\
        """);
    world.define(
        "story",
        """
        [{"type": "action.call", "config": {"actionId": "test.call", "version": 1,
           "inputMapping": {"word": {"$expr": "payload.word"}, "in": "definition-Zuckerguss"},
           "saveAs": "vars.first"},
          "retry": {"maxAttempts": 2, "backoffMs": 1}},
         {"type": "control.callWorkflow", "workflowId": "child", "workflowVersion": "latest",
          "inputMapping": {"word": {"$expr": "payload.word"}}},
         {"type": "event.wait", "config": {"eventName": "go",
           "correlationKey": {"$expr": "payload.word"}}},
         {"type": "action.call", "config": {"actionId": "test.call", "version": 1,
           "inputMapping": {"word": {"$expr": "vars.first"}}}}]\
        """);
    AtomicInteger calls = new AtomicInteger();
    world.action =
        (site, call) ->
            calls.incrementAndGet() == 1
                ? new CallAnswer.Failed(error(), null, List.of())
                : new CallAnswer.Done(
                    "output-" + SECRET,
                    List.of(new CallAnswer.LogLine("info", "log-" + SECRET, Map.of())));
    failOnce();
    UUID run = node.start("story", Map.of("word", "payload-" + SECRET));
    node.awaitWait(run);
    node.submit("go", "payload-" + SECRET, "e-1", Map.of("word", "event-" + SECRET));
    node.awaitStatus(run, RunStatus.SUCCEEDED, Duration.ofSeconds(60));
    return run;
  }

  private static RunError error() {
    return new RunError(
        ErrorCategory.TRANSIENT,
        "BUSY",
        "error-" + SECRET,
        null,
        null,
        null,
        true,
        Map.of("detail", "detail-" + SECRET));
  }

  /** A workflow task fails, and an activity. */
  private void failOnce() {
    AtomicInteger compiled = new AtomicInteger();
    AtomicInteger started = new AtomicInteger();
    world.hook =
        what -> {
          if (Thread.currentThread() == here) return;
          AtomicInteger times = what.equals("compile") ? compiled : started;
          if (times.incrementAndGet() == 1) throw new IllegalStateException(what + "-" + SECRET);
        };
  }

  /** All that the server has of a run, generation by generation, the last first. */
  private List<HistoryEvent> history(UUID run) {
    List<HistoryEvent> events = new ArrayList<>();
    String execution = null;
    do {
      var history = node.runtime.client().fetchHistory(WorkflowIds.of(run), execution);
      events.addAll(history.getEvents());
      execution =
          history
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    } while (!execution.isEmpty());
    return events;
  }

  private UUID childOf(UUID run) {
    return UUID.fromString(
        node.one("select run_id from workflow_run where parent_run_id = ?", run));
  }

  private static boolean shows(Message message) {
    return message.toByteString().toString(StandardCharsets.ISO_8859_1).contains(SECRET);
  }

  private static Set<EventType> showing(List<HistoryEvent> events) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (HistoryEvent event : events) if (shows(event)) types.add(event.getEventType());
    return types;
  }

  @Test
  void without_a_key_everything_can_be_read_there() {
    open(Map.of("hand-over-above", "12"));
    UUID run = story();
    assertThat(showing(history(run)))
        .contains(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
    if (TestTemporal.best().isReal()) {
      // With the failure of the attempt before.
      assertThat(showing(history(run))).contains(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED);
    }
    assertThat(showing(history(childOf(run))))
        .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
  }

  @Test
  void with_a_key_nothing_can_be_read_there_and_the_run_goes_on_as_ever() {
    open(Map.of("hand-over-above", "12", "encryption-key", KEY_1));
    UUID run = story();
    List<HistoryEvent> events = history(run);
    assertThat(events)
        .extracting(HistoryEvent::getEventType)
        .contains(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
            EventType.EVENT_TYPE_MARKER_RECORDED,
            // A failure that cannot be encrypted could not be told at all.
            EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT);
    assertThat(showing(events)).isEmpty();
    assertThat(showing(history(childOf(run)))).isEmpty();
    assertThat(events).anyMatch(event -> mentions(event, "k1"));
  }

  private static boolean mentions(Message message, String keyId) {
    return message
        .toByteString()
        .toString(StandardCharsets.ISO_8859_1)
        .contains("encryption-key-id\u0012\u0002" + keyId);
  }

  @Test
  void what_operators_ask_a_workflow_passes_the_server_unreadable_too() {
    open(Map.of("encryption-key", KEY_1));
    world.define("waits", "[" + TestWorld.event("go", SECRET) + "]");
    UUID run = node.start("waits");
    node.awaitWait(run);
    for (String query : List.of("waits", "summary", "untold")) {
      assertThat(shows(asked(run, query))).as(query).isFalse();
    }
  }

  private Message asked(UUID run, String query) {
    return node.runtime
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .queryWorkflow(
            QueryWorkflowRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.of(run)))
                .setQuery(WorkflowQuery.newBuilder().setQueryType(query))
                .build());
  }

  @TestFactory
  Stream<DynamicTest> after_a_change_of_keys_what_the_old_one_encrypted_is_still_read() {
    return onARealServer(this::readsWithTheOldKey);
  }

  @TestFactory
  Stream<DynamicTest> a_node_without_the_key_says_which_it_lacks_and_the_run_waits_for_another() {
    return onARealServer(this::waitsForTheKey);
  }

  /** The one in this process goes on giving tasks to workers that are gone. */
  private static Stream<DynamicTest> onARealServer(Executable test) {
    TestTemporal real = TestTemporal.real();
    return real == null ? Stream.empty() : Stream.of(dynamicTest(real.target(), test));
  }

  private void readsWithTheOldKey() {
    open(Map.of("encryption-key", KEY_1));
    world.define("waits", "[" + TestWorld.event("go", "k") + "," + TestWorld.call() + "]");
    UUID run = node.start("waits");
    node.awaitWait(run);
    node.stop();

    open(Map.of("encryption-key", KEY_2 + "," + KEY_1));
    node.submit("go", "k", "e-1");
    node.awaitStatus(run, RunStatus.SUCCEEDED, LOSS);

    assertThat(history(run))
        .anyMatch(event -> mentions(event, "k1"))
        .anyMatch(event -> mentions(event, "k2"));
  }

  private void waitsForTheKey() {
    open(Map.of("encryption-key", KEY_1));
    world.define("waits", "[" + TestWorld.event("go", "k") + "]");
    UUID run = node.start("waits");
    node.awaitWait(run);
    node.stop();

    try (Logged log = new Logged()) {
      open(Map.of("encryption-key", KEY_2));
      node.submit("go", "k", "e-1");
      Await.until(
          "it says so",
          LOSS,
          () -> log.lines().stream().anyMatch(line -> line.contains("encryption key k1")));
      assertThat(node.status(run)).isEqualTo(RunStatus.WAITING);
      for (String key : List.of(KEY_1, KEY_2)) {
        String secret = key.substring(key.indexOf(':') + 1);
        assertThat(log.lines()).noneMatch(line -> line.contains(secret));
      }
      node.stop();
    }

    open(Map.of("encryption-key", KEY_1 + "," + KEY_2));
    node.awaitStatus(run, RunStatus.SUCCEEDED, LOSS);
  }
}
