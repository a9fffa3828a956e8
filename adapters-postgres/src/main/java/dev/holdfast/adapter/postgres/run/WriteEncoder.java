package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a write into rows and bytes. Thread-safe. */
final class WriteEncoder {
  private static final int LARGE = 1_800;

  private final Ids ids;
  private final WriteCounters counters;

  WriteEncoder(Ids ids, WriteCounters counters) {
    this.ids = ids;
    this.counters = counters;
  }

  EncodedWrite encode(RunWrite write) {
    return encode(write, Map.of());
  }

  /**
   * @param arrivals of the events that were found by looking back, by id
   */
  EncodedWrite encode(RunWrite write, Map<String, Long> arrivals) {
    return encode(write, arrivals, AttemptEnds.toNote(write.before(), write.journal()));
  }

  /**
   * @param ends of attempts to be noted
   */
  EncodedWrite encode(RunWrite write, Map<String, Long> arrivals, List<AttemptEnds.Noted> ends) {
    WaitJournal waits = WaitJournal.of(write);
    List<Rows.InboxEnd> inbox = new ArrayList<>();
    List<Rows.OrderEnd> orders = new ArrayList<>();
    List<Rows.DeliveryEnd> deliveries = new ArrayList<>();
    for (RunWrite.Settled settled : write.settled()) {
      settle(write.lease().runId(), settled, inbox, orders, deliveries);
    }
    return new EncodedWrite(
        run(write),
        history(write),
        attemptEnds(write.lease().runId(), ends),
        waits.rows(),
        waits.ends(),
        taken(write, arrivals),
        inbox,
        orders,
        deliveries,
        childStarts(write),
        outgoing(write));
  }

  private Rows.Run run(RunWrite write) {
    RunState before = write.before();
    RunState after = write.after();
    byte[] control = Bytes.control(after);
    byte[] data = before == null || Bytes.dataDiffers(before, after) ? Bytes.data(after) : null;
    if (control.length > LARGE) counters.largeState();
    counters.bytes(control.length + (data == null ? 0 : data.length));
    boolean released = write.keep() instanceof RunWrite.Keep.Released;
    Instant wakeAt = null;
    boolean orphaned = false;
    if (write.keep() instanceof RunWrite.Keep.Released rest) {
      wakeAt = rest.wakeAt();
      orphaned = rest.orphaned();
    }
    return new Rows.Run(
        write.lease().runId(),
        write.lease().node(),
        write.lease().fence(),
        write.created(),
        after,
        control,
        data,
        released,
        wakeAt,
        orphaned);
  }

  private Rows.@Nullable History history(RunWrite write) {
    List<JournalEntry> journal = write.journal();
    if (journal.isEmpty()) return null;
    byte[] entries = Bytes.journal(journal, write.after().meta());
    counters.bytes(entries.length);
    return new Rows.History(
        write.lease().runId(),
        journal.getFirst().seq(),
        journal.getLast().seq(),
        journal.getLast().at(),
        entries);
  }

  private static List<Rows.AttemptEnd> attemptEnds(UUID runId, List<AttemptEnds.Noted> notes) {
    if (notes.isEmpty()) return List.of();
    List<Rows.AttemptEnd> ends = new ArrayList<>(notes.size());
    for (AttemptEnds.Noted note : notes) {
      ends.add(new Rows.AttemptEnd(runId, note.key(), note.seq()));
    }
    return ends;
  }

  private static void settle(
      UUID runId,
      RunWrite.Settled settled,
      List<Rows.InboxEnd> inbox,
      List<Rows.OrderEnd> orders,
      List<Rows.DeliveryEnd> deliveries) {
    Verdict.@Nullable Refused refused = settled.verdict() instanceof Verdict.Refused no ? no : null;
    UUID taker = settled.verdict() instanceof Verdict.Applied yes ? yes.waitId() : null;
    switch (settled.slip()) {
      case Mail.Slip.Inbox slip -> inbox.add(new Rows.InboxEnd(slip.runId(), slip.inputId()));
      case Mail.Slip.Order slip ->
          orders.add(
              new Rows.OrderEnd(
                  runId,
                  slip.commandId(),
                  refused == null ? null : refused.reason().name(),
                  refused == null ? null : refused.message(),
                  taker));
      case Mail.Slip.Delivery slip -> deliveries.add(delivery(runId, slip, refused, taker));
    }
  }

  private static Rows.DeliveryEnd delivery(
      UUID runId,
      Mail.Slip.Delivery slip,
      Verdict.@Nullable Refused refused,
      @Nullable UUID taker) {
    if (refused != null) {
      return new Rows.DeliveryEnd(
          runId, slip.deliveryId(), RowCodes.code(Delivery.State.REFUSED), refused.reason().name());
    }
    if (slip.waitId() == null || slip.waitId().equals(taker)) {
      return new Rows.DeliveryEnd(
          runId, slip.deliveryId(), RowCodes.code(Delivery.State.USED), null);
    }
    return new Rows.DeliveryEnd(
        runId,
        slip.deliveryId(),
        RowCodes.code(Delivery.State.REFUSED),
        Verdict.Reason.TAKEN_BY_OTHER.name());
  }

  private List<Rows.Taken> taken(RunWrite write, Map<String, Long> arrivals) {
    List<Rows.Taken> taken = new ArrayList<>();
    for (RunWrite.Taken one : write.taken()) {
      Long arrival = arrivals.get(one.event().id());
      if (arrival == null) {
        throw new IllegalArgumentException("expected an event that was found, but " + one.event());
      }
      taken.add(
          new Rows.Taken(
              write.lease().runId(),
              ids.next(),
              write.after().start().tenantId(),
              arrival,
              one.waitId(),
              one.event().correlationKey(),
              write.after().now()));
    }
    return taken;
  }

  private static List<Rows.ChildStart> childStarts(RunWrite write) {
    List<Rows.ChildStart> starts = new ArrayList<>();
    for (Effect.StartChild child : write.detached()) {
      starts.add(
          new Rows.ChildStart(
              write.lease().runId(),
              child.childRunId(),
              write.after().now(),
              Bytes.startChild(child)));
    }
    return starts;
  }

  private List<Rows.Mail> outgoing(RunWrite write) {
    List<Rows.Mail> mail = new ArrayList<>();
    for (RunWrite.Outgoing out : write.outgoing()) {
      byte[] bytes = Bytes.input(out.input());
      counters.bytes(bytes.length);
      mail.add(new Rows.Mail(out.runId(), out.input().id(), out.input().at(), bytes));
    }
    return mail;
  }
}
