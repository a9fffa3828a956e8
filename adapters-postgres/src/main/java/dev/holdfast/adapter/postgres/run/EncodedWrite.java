package dev.holdfast.adapter.postgres.run;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One write with everything turned into rows and bytes, on the thread that asked for it.
 *
 * @param history null when the write journals nothing
 */
record EncodedWrite(
    Rows.Run run,
    Rows.@Nullable History history,
    List<Rows.AttemptEnd> attemptEnds,
    List<Rows.Wait> waits,
    List<Rows.WaitEnd> waitEnds,
    List<Rows.Taken> taken,
    List<Rows.InboxEnd> inboxEnds,
    List<Rows.OrderEnd> orderEnds,
    List<Rows.DeliveryEnd> deliveryEnds,
    List<Rows.ChildStart> childStarts,
    List<Rows.Mail> outgoing) {
  UUID runId() {
    return run.runId;
  }

  /** What it weighs, about. */
  long bytes() {
    long bytes = run.control.length + (run.data == null ? 0L : run.data.length);
    if (history != null) bytes += history.entries.length;
    for (Rows.Mail mail : outgoing) bytes += mail.input.length;
    return bytes;
  }

  boolean first() {
    return run.created != null;
  }

  /** Rows written, the mail's and its receivers' included. */
  int rows() {
    return 1
        + (history == null ? 0 : 1)
        + attemptEnds.size()
        + waits.size()
        + waitEnds.size()
        + taken.size()
        + inboxEnds.size()
        + orderEnds.size()
        + deliveryEnds.size()
        + childStarts.size()
        + 2 * outgoing.size();
  }
}
