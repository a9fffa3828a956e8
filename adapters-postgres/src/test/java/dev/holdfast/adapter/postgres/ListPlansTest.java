package dev.holdfast.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.catalog.CatalogMappers;
import dev.holdfast.adapter.postgres.catalog.PostgresApiKeys;
import dev.holdfast.adapter.postgres.catalog.PostgresAudit;
import dev.holdfast.adapter.postgres.catalog.PostgresDefinitions;
import dev.holdfast.adapter.postgres.catalog.PostgresRegisteredSchemas;
import dev.holdfast.adapter.postgres.reads.PostgresEventReads;
import dev.holdfast.adapter.postgres.reads.PostgresRunReads;
import dev.holdfast.adapter.postgres.reads.ReadMappers;
import dev.holdfast.adapter.postgres.reads.RunFilters;
import dev.holdfast.application.codec.BytesUnreadable;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL reads large tables: by index, never from end to end, whatever is asked. */
class ListPlansTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static final Explaining EXPLAINING = new Explaining(DATABASE.dataSource());
  private static final int LIMIT = 20;
  private static final UUID ONE = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

  private final Sessions sessions = sessions();
  private final PostgresRunReads runs = new PostgresRunReads(sessions, DATABASE.json);
  private final PostgresEventReads events = new PostgresEventReads(sessions);
  private final PostgresDefinitions definitions = new PostgresDefinitions(sessions, DATABASE.json);

  private static Sessions sessions() {
    List<Class<?>> mappers = new ArrayList<>(CatalogMappers.ALL);
    mappers.addAll(ReadMappers.ALL);
    return new Sessions(EXPLAINING.dataSource(), mappers);
  }

  @BeforeAll
  static void fill() {
    // Two tenants: a large one, and "t", with a run in a hundred. 200 workflows, 500 parents.
    DATABASE.execute(
        """
        insert into workflow_run (run_id, tenant_id, workflow_id, workflow_key, workflow_version,
          definition_hash, interpreter_version, engine, status, node_path, trigger_type,
          parent_run_id, root_run_id, attached, depth, causal_depth, start_key, principal,
          trace_id, started_at, updated_at, completed_at, seq, fence, mail, control, data)
        select gen_random_uuid(), case when n % 100 = 0 then 't' else 'large' end,
          ('00000000-0000-7000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid,
          'w' || n % 200, 1, 'h', 1, 'quartz', case when n % 50 = 1 then 3 else 2 end, '', 'api',
          ('00000000-0000-7000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid,
          gen_random_uuid(), false, 0, 0, 'key' || n, 'p', 't',
          timestamptz '2026-03-01' + n * interval '1 minute', now(), now(), 1, 0, false,
          '\\x00', '\\x00'
        from generate_series(1, 40000) n;
        insert into workflow_wait (run_id, wait_id, tenant_id, type, status, step_path,
          execution_path, attempt, event_name, correlation_key, created_at)
        select run_id, gen_random_uuid(), tenant_id, 0, 1, '', '', 1, 'paid', start_key, now()
        from workflow_run;
        insert into workflow_run_history (run_id, first_seq, last_seq, at, entries)
        select run_id, s, s, now(), '\\x00' from workflow_run, generate_series(1, 2) s;
        insert into workflow_run_attempt_end
        select run_id, s, s from workflow_run, generate_series(1, 2) s;
        insert into workflow_event (tenant_id, event_id, event_name, correlation_key, payload,
          received_at, causal_depth)
        select case when n % 100 = 0 then 't' else 'large' end, 'e' || n, 'name' || n % 300,
          'k' || n, '\\x00', timestamptz '2026-03-01' + n * interval '1 minute', 0
        from generate_series(1, 40000) n;
        insert into workflow_event_key
        select tenant_id, event_name, 'other' || arrival, arrival from workflow_event;
        insert into workflow_event_delivery (delivery_id, arrival, tenant_id, state, created_at,
          updated_at)
        select gen_random_uuid(), arrival, tenant_id, 2, now(), now() from workflow_event;
        insert into workflow_run_command (command_id, tenant_id, run_id, order_id, kind,
          principal, reason, at, input)
        select gen_random_uuid(), tenant_id, run_id, 'o', 'cancel', 'p', 'r', now(), ''
        from workflow_run limit 10000;
        insert into workflow_late_result (tenant_id, run_id, call_id, attempt, at, reason, answer)
        select tenant_id, run_id, run_id, 1, now(), 'CLOSED', '' from workflow_run limit 10000;
        insert into workflow_definition (workflow_id, tenant_id, key, name, draft_version,
          draft_document, paused, metadata, created_at, created_by, updated_at, updated_by)
        select gen_random_uuid(), case when n % 10 = 0 then 't' else 'large' end, 'w' || n, 'N', 1,
          '{}', false, '{}', timestamptz '2026-03-01' + n * interval '1 minute', 'p',
          timestamptz '2026-03-01' + n * interval '1 minute', 'p'
        from generate_series(1, 20000) n;
        insert into workflow_trigger
        select tenant_id, 'name' || row_number() over (), workflow_id from workflow_definition;
        insert into workflow_audit select gen_random_uuid(),
          case when n % 100 = 0 then 't' else 'large' end, now(), 'p', 'a', 'definition',
          'o' || n % 1000, null, '{}' from generate_series(1, 40000) n;
        insert into workflow_payload_schema select case when n % 10 = 0 then 't' else 'large' end,
          's' || n, gen_random_uuid(), '{}', 'h', now(), 'p' from generate_series(1, 20000) n;
        insert into workflow_tenant values ('t', null, now()), ('large', null, now());
        insert into workflow_api_key select gen_random_uuid(),
          case when n % 10 = 0 then 't' else 'large' end, 'h' || n, 'n', '{}', false, now(), 'p'
        from generate_series(1, 20000) n;
        analyze;
        """);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void lists_of_runs_go_by_index() {
    for (String tenant : List.of("t", "large")) {
      for (RunFilter.Sort sort : RunFilter.Sort.values()) {
        RunFilter all = RunFilters.of(sort);
        list(tenant, all);
        list(tenant, RunFilters.between(all, T0.plusSeconds(600), T0.plusSeconds(90_000)));
        list(tenant, RunFilters.workflow(all, ONE.toString(), null));
        list(tenant, RunFilters.facts(all, null, null, null, ONE));
        list(tenant, RunFilters.search(all, "key700"));
        list(tenant, RunFilters.search(all, ONE.toString()));
      }
    }
  }

  private void list(String tenant, RunFilter filter) {
    String cursor = new Cursor(T0.plusSeconds(600_000), ONE).text();
    expectIndexes("" + filter, () -> runs.list(tenant, filter, LIMIT, null));
    expectIndexes(filter + " after", () -> runs.list(tenant, filter, LIMIT, cursor));
  }

  @Test
  void lists_of_failed_runs_stop_when_they_have_enough() {
    // No index holds what changes at each step: the list's own is read until the page is full.
    RunFilter failed =
        RunFilters.statuses(RunFilters.of(RunFilter.Sort.NEWEST_FIRST), RunStatus.FAILED);

    expectIndexes("failed", () -> runs.list("large", failed, LIMIT, null));
  }

  @Test
  void what_belongs_to_a_run_goes_by_index() {
    expectIndexes("run", () -> runs.run("t", ONE));
    expectIndexes("start key", () -> runs.startedUnder("t", "key100"));
    expectIndexes("journal", () -> runs.journal("t", ONE, 5, 100));
    expectIndexes("waits", () -> runs.waits("t", ONE));
    expectIndexes("commands", () -> runs.commands("t", ONE));
    expectIndexes("late results", () -> runs.lateResults("t", ONE, 0, 10));
    expectIndexes("noted ends", () -> runs.notedEnds("t", ONE, List.of(1L, 2L)));
  }

  @Test
  void lists_of_events_go_by_index() {
    String cursor = new Cursor("events", "20000").text();
    for (String tenant : List.of("t", "large")) {
      for (EventFilter filter :
          List.of(
              new EventFilter(null, null, null, null),
              new EventFilter("name100", null, null, null),
              new EventFilter("name100", "k100", null, null))) {
        expectIndexes("" + filter, () -> events.list(tenant, filter, LIMIT, null));
        expectIndexes(filter + " after", () -> events.list(tenant, filter, LIMIT, cursor));
      }
      expectIndexes("recent", () -> events.recent(tenant, "name100", LIMIT));
    }
    expectIndexes("event", () -> events.event("t", "e100"));
  }

  @Test
  void lists_of_what_people_made_go_by_index() {
    for (Definitions.Sort sort : Definitions.Sort.values()) {
      Definitions.Filter all = new Definitions.Filter(null, null, null, sort);
      expectIndexes("definitions", () -> definitions.list("large", all, LIMIT, null));
    }
    expectIndexes("definition", () -> definitions.find("t", "w100"));
    expectIndexes("triggers", () -> definitions.triggeredBy("t", "paid"));
    PostgresRegisteredSchemas schemas = new PostgresRegisteredSchemas(sessions);
    expectIndexes("schemas", () -> schemas.list("large", LIMIT, null));
    expectIndexes("schema", () -> schemas.find("t", "s100"));
    PostgresApiKeys keys = new PostgresApiKeys(sessions);
    expectIndexes("keys", () -> keys.list("t", LIMIT, null));
    expectIndexes("all keys", () -> keys.list(null, LIMIT, null));
    expectIndexes("key", () -> keys.bySecret("h100"));
    PostgresAudit audit = new PostgresAudit(sessions, DATABASE.json);
    Audit.Filter any = new Audit.Filter(null, null, null, null);
    Audit.Filter one = new Audit.Filter("definition", "o100", null, null);
    expectIndexes("audit", () -> audit.list("large", any, LIMIT, null));
    expectIndexes("audit of one", () -> audit.list("large", one, LIMIT, null));
  }

  /** The rows are no real ones, so that a statement may be refused by whoever decodes them. */
  private static void expectIndexes(String what, Runnable question) {
    EXPLAINING.takePlans();
    try {
      question.run();
    } catch (BytesUnreadable expected) {
      assertThat(expected).isNotNull();
    }
    List<String> plans = EXPLAINING.takePlans();
    assertThat(plans).as(what).isNotEmpty();
    for (String plan : plans) {
      assertThat(plan).as(what).doesNotContain("Seq Scan on workflow_").contains("Index");
    }
  }
}
