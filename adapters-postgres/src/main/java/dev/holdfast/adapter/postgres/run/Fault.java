package dev.holdfast.adapter.postgres.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the work that met it. */
enum Fault {
  /** The database is away or shutting down; whether the work was done is unknown. */
  AWAY,
  /** The work met another's; nothing was done, and doing it again helps. */
  CONFLICT,
  /** The database refuses the work itself; nothing was done. */
  REFUSED;

  static Fault of(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) return AWAY;
    if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) return CONFLICT;
    // A plan that outlived its tables: the statement itself is sound.
    if (state.equals("26000") || state.equals("0A000")) return AWAY;
    return isAway(state) ? AWAY : REFUSED;
  }

  private static boolean isAway(String state) {
    return startsWithAny(state, "08", "53", "57P", "58", "F0", "25006") || state.equals("57014");
  }

  private static boolean startsWithAny(@Nullable String state, String... classes) {
    if (state == null) return true;
    for (String prefix : classes) if (state.startsWith(prefix)) return true;
    return false;
  }
}
