package dev.holdfast.adapter.postgres.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;

/**
 * The locks under which events and opening waits of one (tenant, name, key) meet, held until the
 * transaction ends. Taken in a statement of their own, because a statement sees the data as it was
 * before its locks; and in ascending order, so that nobody waits in a circle.
 */
final class KeyLocks {
  private static final String LOCK =
      "select pg_advisory_xact_lock(k) from unnest(?::int8[]) with ordinality as u(k, n) order by n";

  private KeyLocks() {}

  /** 64 bits of the three; two keys that share them only wait for each other. */
  static long of(String tenantId, String eventName, String correlationKey) {
    long hash = 0xcbf29ce484222325L;
    hash = mix(hash, tenantId);
    hash = mix(hash, eventName);
    hash = mix(hash, correlationKey);
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }

  private static long mix(long start, String part) {
    long hash = start;
    for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
    return (hash ^ 0xffff_ffffL) * 0x100000001b3L;
  }

  static void lock(Session session, SortedSet<Long> sorted) throws SQLException {
    if (sorted.isEmpty()) return;
    PreparedStatement lock = session.prepare(LOCK);
    lock.setArray(1, session.connection().createArrayOf("int8", sorted.toArray(Long[]::new)));
    session.counters().statements(1);
    try (ResultSet rows = lock.executeQuery()) {
      while (rows.next()) {
        // Each row is one lock.
      }
    }
  }
}
