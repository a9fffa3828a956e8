package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.domain.definition.FilterTemplate;
import dev.holdfast.domain.definition.Lookback;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Real states of small programs, written to the tables as plainly as can be. */
final class StoredRuns {
  static final Filter FILTER = new Filter("amount", Filter.Op.GREATER, 10L);

  private final TestDatabase database;

  StoredRuns(TestDatabase database) {
    this.database = database;
  }

  /** A program that waits for an event under a key. */
  static Program waits(String key) {
    return program(
        new Step.WaitForEvent(
            head("event.wait"),
            "paid",
            new Value.Literal(key),
            List.of(new FilterTemplate(FILTER.path(), FILTER.op(), new Value.Literal(10L))),
            60_000L,
            List.of(),
            new Lookback.None(),
            false));
  }

  static Program returns(Object output) {
    return program(new Step.Return(head("control.return"), new Value.Literal(output)));
  }

  static Program fails(String code) {
    return program(
        new Step.Throw(
            head("control.throw"),
            new Value.Literal(code),
            new Value.Literal("it broke"),
            ErrorCategory.ACTION));
  }

  private static Step.Head head(String type) {
    return new Step.Head("only", type, null, "root.steps[0]", false);
  }

  private static Program program(Step step) {
    StepList root = new StepList("root", List.of(step));
    return new Program("test", root, List.of(), null, null, null, null, null, "none");
  }

  /** What makes one run another than the next. */
  record Facts(
      String tenant,
      String workflowKey,
      int version,
      String engine,
      @Nullable String stateTag,
      Map<String, String> tags,
      @Nullable UUID parent,
      @Nullable String startKey) {
    static Facts of(String tenant) {
      return new Facts(tenant, "orders", 1, "quartz", null, Map.of(), null, null);
    }
  }

  /** Starts a run and writes what it came to. */
  RunState store(UUID runId, Facts facts, Program program, Instant at) {
    Map<String, @Nullable Object> payload = Json.objectOf(Map.of("n", 1));
    RunStart start =
        new RunStart(
            runId,
            facts.tenant(),
            workflowId(facts.workflowKey()),
            facts.version(),
            payload,
            Json.objectOf(facts.tags()),
            null,
            facts.parent(),
            facts.parent() != null,
            Semantics.of(program));
    Transition begun = new Interpreter().step(program, null, new Input.Started("s", at, start));
    store(facts, List.of(begun));
    return begun.state();
  }

  /** Writes what a run came to, with a row of history for each transition. */
  void store(Facts facts, List<Transition> transitions) {
    RunState state = transitions.getLast().state();
    try (Connection connection = database.dataSource().getConnection()) {
      insertRun(connection, facts, state);
      insertHistory(connection, transitions);
      for (OpenWait wait : state.waits()) {
        insertWait(connection, facts, state.start().runId(), wait);
      }
    } catch (SQLException e) {
      throw new AssertionError("expected to store a run", e);
    }
  }

  static UUID workflowId(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void insertRun(Connection connection, Facts facts, RunState state)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into workflow_run (run_id, tenant_id, workflow_id, workflow_key,
              workflow_version, definition_hash, interpreter_version, engine, status, state_tag,
              node_path, tags, trigger_type, parent_run_id, root_run_id, attached, depth,
              causal_depth, start_key, request_hash, principal, trace_id, started_at, updated_at,
              completed_at, seq, fence, mail, control, data)
            values (?, ?, ?, ?, ?, 'h', 1, ?, ?, ?, ?, ?::jsonb, 'api', ?, ?, ?, 0, 0, ?, ?,
              'p', 't', ?, ?, ?, ?, 0, false, ?, ?)
            """)) {
      var started = state.progress().startedAt().atOffset(ZoneOffset.UTC);
      boolean ended = state.status().ended();
      Object[] values = {
        state.start().runId(),
        facts.tenant(),
        workflowId(facts.workflowKey()),
        facts.workflowKey(),
        facts.version(),
        facts.engine(),
        RowCodes.code(state.status()),
        facts.stateTag(),
        state.nodePath(),
        facts.tags().isEmpty() ? null : Json.text(facts.tags()),
        facts.parent(),
        state.start().runId(),
        facts.parent() != null,
        facts.startKey(),
        facts.startKey() == null ? null : "hash",
        started,
        started,
        ended ? started : null,
        state.seq(),
        StateCodec.control(state),
        StateCodec.data(state)
      };
      for (int i = 0; i < values.length; i++) insert.setObject(i + 1, values[i]);
      insert.executeUpdate();
    }
  }

  private static void insertHistory(Connection connection, List<Transition> transitions)
      throws SQLException {
    UUID runId = transitions.getLast().state().start().runId();
    RunState before = null;
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into workflow_run_history (run_id, first_seq, last_seq, at, entries)
                values (?, ?, ?, now(), ?)
                """);
        PreparedStatement ends =
            connection.prepareStatement("insert into workflow_run_attempt_end values (?, ?, ?)")) {
      for (Transition transition : transitions) {
        List<JournalEntry> journal = transition.journal();
        for (AttemptEnds.Noted note : AttemptEnds.toNote(before, journal)) {
          ends.setObject(1, runId);
          ends.setLong(2, note.key());
          ends.setLong(3, note.seq());
          ends.addBatch();
        }
        before = transition.state();
        if (journal.isEmpty()) continue;
        insert.setObject(1, runId);
        insert.setLong(2, journal.getFirst().seq());
        insert.setLong(3, journal.getLast().seq());
        insert.setBytes(4, JournalCodec.encode(journal));
        insert.addBatch();
      }
      insert.executeBatch();
      ends.executeBatch();
    }
  }

  private static void insertWait(Connection connection, Facts facts, UUID runId, OpenWait wait)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into workflow_wait (run_id, wait_id, tenant_id, type, status, step_path,
              execution_path, attempt, event_name, correlation_key, filters, due_at, created_at)
            values (?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setObject(1, runId);
      insert.setObject(2, wait.waitId());
      insert.setString(3, facts.tenant());
      insert.setString(4, wait.stepPath());
      insert.setString(5, wait.executionPath());
      insert.setInt(6, wait.attempt());
      insert.setString(7, wait.eventName());
      insert.setString(8, wait.correlationKey());
      insert.setBytes(9, RowBytes.filters(wait.filters()));
      Instant due = wait.dueAt();
      insert.setObject(10, due == null ? null : due.atOffset(ZoneOffset.UTC));
      insert.setObject(11, wait.createdAt().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
