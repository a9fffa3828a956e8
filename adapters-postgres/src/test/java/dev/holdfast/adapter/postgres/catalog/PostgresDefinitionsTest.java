package dev.holdfast.adapter.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Deletion;
import dev.holdfast.application.port.out.Definitions.DraftText;
import dev.holdfast.application.port.out.Definitions.KeyWish;
import dev.holdfast.application.port.out.Definitions.NewDefinition;
import dev.holdfast.application.port.out.Definitions.Settings;
import dev.holdfast.testkit.store.DefinitionsConformance;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresDefinitionsTest extends DefinitionsConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected Definitions definitions() {
    return new PostgresDefinitions(DATABASE.sessions, DATABASE.json);
  }

  @Test
  void a_definition_with_live_runs_is_not_deleted() {
    UUID id = UUID.randomUUID();
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    definitions()
        .create(
            new NewDefinition(
                id,
                "live",
                new KeyWish.Exactly("k"),
                new DraftText("", "{}", "p", at),
                new Settings(false, Map.of()),
                "p",
                at));
    DATABASE.execute(
        """
        insert into workflow_run (run_id, tenant_id, workflow_id, workflow_key, workflow_version,
          definition_hash, interpreter_version, engine, status, node_path, trigger_type,
          root_run_id, attached, depth, causal_depth, principal, trace_id, started_at, updated_at,
          seq, fence, mail, control, data)
        select gen_random_uuid(), 'live', '%s', 'k', 1, 'h', 1, 'quartz', 1, '', 'api',
          gen_random_uuid(), false, 0, 0, 'p', 't', now(), now(), 1, 0, false, '', ''
        """
            .formatted(id));
    assertThat(definitions().delete("live", id, "p", at)).isEqualTo(Deletion.HAS_LIVE_RUNS);
    assertThat(definitions().find("live", "k")).isNotNull();

    DATABASE.execute("update workflow_run set completed_at = now() where tenant_id = 'live'");
    assertThat(definitions().delete("live", id, "p", at)).isEqualTo(Deletion.DELETED);
  }
}
