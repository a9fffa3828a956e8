package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunStore.Receiver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts mail into other runs' mailboxes, in the transaction of the runs that send it. */
final class Posting {
  private static final Table<Rows.Mail> MAIL =
      new Table<Rows.Mail>()
          .uuid("run_id", m -> m.runId)
          .text("input_id", m -> m.inputId)
          .instant("at", m -> m.at)
          .bytes("input", m -> m.input);

  static final String POST =
      """
      with i as (insert into workflow_run_inbox (run_id, input_id, at, input)
          select x.* from %s on conflict do nothing),
        t as (select run_id, owner from workflow_run where run_id = any(?) and engine = 'quartz'
          order by run_id for update),
        u as (update workflow_run r
          set mail = true, wake_at = case when r.owner is null then workflow_clock() end
          from t where r.run_id = t.run_id)
      select run_id, owner from t\
      """
          .formatted(MAIL.sql("x"));

  private Posting() {}

  /**
   * Posts the mail of the writes that took effect.
   *
   * @return the receivers that exist, by sender
   */
  static Map<UUID, List<Receiver>> post(
      Session session, List<EncodedWrite> group, Set<UUID> written) throws SQLException {
    List<Rows.Mail> mail = new ArrayList<>();
    for (EncodedWrite write : group) {
      if (written.contains(write.runId())) mail.addAll(write.outgoing());
    }
    if (mail.isEmpty()) return Map.of();
    Map<UUID, @Nullable Integer> owners = send(session, mail);
    Map<UUID, List<Receiver>> receivers = new HashMap<>();
    for (EncodedWrite write : group) {
      List<Receiver> own = new ArrayList<>();
      for (Rows.Mail one : write.outgoing()) {
        if (owners.containsKey(one.runId)) own.add(new Receiver(one.runId, owners.get(one.runId)));
      }
      if (!own.isEmpty()) receivers.put(write.runId(), own);
    }
    return receivers;
  }

  private static Map<UUID, @Nullable Integer> send(Session session, List<Rows.Mail> mail)
      throws SQLException {
    PreparedStatement statement = session.prepare(POST);
    int next = MAIL.bind(statement, 1, mail);
    UUID[] ids = mail.stream().map(m -> m.runId).distinct().toArray(UUID[]::new);
    statement.setArray(next, session.connection().createArrayOf("uuid", ids));
    session.counters().statements(1);
    Map<UUID, @Nullable Integer> owners = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        owners.put(rows.getObject(1, UUID.class), rows.getObject(2, Integer.class));
      }
    }
    return owners;
  }
}
