package dev.holdfast.adapter.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.testkit.store.AuditConformance;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresAuditTest extends AuditConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected Audit audit() {
    return new PostgresAudit(DATABASE.sessions, DATABASE.json);
  }

  @Override
  protected UnitOfWork unitOfWork() {
    return DATABASE.sessions;
  }

  @Test
  void what_a_unit_of_work_wrote_it_reads_and_nobody_else() {
    String own = "select count(*) from workflow_audit where tenant_id = 'isolated'";
    UUID id = UUID.fromString("01950000-0000-7000-8000-000000000001");
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    unitOfWork()
        .inTransaction(() -> {
          audit()
              .append(
                  new Audit.AuditRow(
                      id, "isolated", at, "author", "made", "key", "mine", null, Map.of()));
          Audit.Filter all = new Audit.Filter(null, null, null, null);
          assertThat(audit().list("isolated", all, 10, null).items()).hasSize(1);
          assertThat(DATABASE.column(own)).containsExactly("0");
          return true;
        });
    assertThat(DATABASE.column(own)).containsExactly("1");
  }
}
