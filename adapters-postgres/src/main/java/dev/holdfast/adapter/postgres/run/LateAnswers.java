package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunStore.LateAnswer;
import java.sql.PreparedStatement;

/** Answers that came when nobody waited for them any more. */
final class LateAnswers {
  private static final String LATE =
      "insert into workflow_late_result (tenant_id, run_id, call_id, attempt, at, reason, answer)"
          + " values (?, ?, ?, ?, ?::timestamptz, ?, ?)";

  private LateAnswers() {}

  static void record(SqlAccess sql, LateAnswer late) {
    sql.alone(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(LATE)) {
        insert.setString(1, late.tenantId());
        insert.setObject(2, late.runId());
        insert.setObject(3, late.callId());
        insert.setInt(4, late.attempt());
        insert.setString(5, late.at().toString());
        insert.setString(6, late.reason());
        insert.setBytes(7, Bytes.answer(late.answer()));
        return insert.executeUpdate();
      }
    });
  }
}
