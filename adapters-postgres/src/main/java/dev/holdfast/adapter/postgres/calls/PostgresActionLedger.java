package dev.holdfast.adapter.postgres.calls;

import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.codec.JsonBytes;
import dev.holdfast.application.port.out.ActionLedger;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link ActionLedger} in PostgreSQL: each question is one statement, each claim compares and sets.
 */
public final class PostgresActionLedger implements ActionLedger {
  private static final int STARTED = 0;
  private static final int SUCCEEDED = 1;
  private static final int RELEASED = 2;

  private final Sessions sessions;
  private final IntSupplier node;

  /**
   * A ledger for one node.
   *
   * @param node its number in {@code workflow_node}; a claim outlives it only as long as its lease
   */
  public PostgresActionLedger(Sessions sessions, IntSupplier node) {
    this.sessions = sessions;
    this.node = node;
  }

  private <T extends @Nullable Object> T with(Function<LedgerStatements, T> statements) {
    return sessions.with(LedgerStatements.class, statements);
  }

  @Override
  public Claim claim(Key key, String inputHash, UUID callId) {
    int owner = node.getAsInt();
    if (with(sql -> sql.claim(key, inputHash, callId, owner)) == 1) return new Claim.Mine();
    LedgerStatements.Row row = with(sql -> sql.find(key));
    if (row == null) throw new IllegalStateException("expected the ledger to keep " + key);
    if (!row.inputHash().equals(inputHash)) return new Claim.OtherInput();
    return switch (row.status()) {
      case SUCCEEDED -> new Claim.Done(output(row));
      // Released between the two statements: the next try will have it.
      case STARTED, RELEASED -> new Claim.InProgress();
      default -> throw new IllegalStateException("expected a status, but " + row.status());
    };
  }

  private static @Nullable Object output(LedgerStatements.Row row) {
    byte[] output = row.output();
    return output == null ? null : JsonBytes.decode(output);
  }

  @Override
  public void succeeded(Key key, UUID callId, @Nullable Object output) {
    byte[] bytes = JsonBytes.encode(output);
    with(sql -> sql.settle(key, callId, SUCCEEDED, bytes));
  }

  @Override
  public void released(Key key, UUID callId) {
    with(sql -> sql.settle(key, callId, RELEASED, null));
  }
}
