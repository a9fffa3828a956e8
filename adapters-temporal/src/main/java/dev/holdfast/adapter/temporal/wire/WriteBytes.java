package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is told of a run, as bytes.
 *
 * @param facts of the run, for whoever waits for it
 * @param late answers of calls that nobody waited for any more
 * @param measures for the metrics
 */
public record WriteBytes(
    EngineWrite write, RunFacts facts, List<Input.CallFinished> late, Measures measures) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.uuid(write.runId()).number(write.fence()).number(write.since()).number(write.base());
    out.bytes(FactsBytes.of(facts));
    out.bytes(StateCodec.control(write.after())).bytes(StateCodec.data(write.after()));
    out.bytes(JournalCodec.encode(write.journal()));
    out.number(write.armed().size());
    for (UUID waitId : write.armed()) out.uuid(waitId);
    out.number(write.taken().size());
    for (RunWrite.Taken taken : write.taken()) {
      out.uuid(taken.waitId()).bytes(event(taken.event()));
    }
    out.number(write.settled().size());
    for (RunWrite.Settled settled : write.settled()) {
      Letter.write(out, settled.slip());
      write(out, settled.verdict());
    }
    out.number(write.ends().size());
    for (AttemptEnds.Noted end : write.ends()) out.number(end.key()).number(end.seq());
    out.number(late.size());
    for (Input.CallFinished answer : late) out.bytes(InputCodec.encode(answer));
    measures.write(out);
    return out.toBytes();
  }

  public static WriteBytes of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "what is told of a run");
    UUID runId = in.uuid();
    long fence = in.number();
    long since = in.number();
    long base = in.number();
    RunFacts facts = FactsBytes.facts(in.bytes());
    RunState after = StateCodec.decode(in.bytes(), in.bytes());
    List<JournalEntry> journal = JournalCodec.decode(in.bytes());
    List<UUID> armed = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) armed.add(in.uuid());
    List<RunWrite.Taken> taken = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      taken.add(new RunWrite.Taken(in.uuid(), event(in.bytes())));
    }
    List<RunWrite.Settled> settled = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      Mail.Slip slip = Letter.slip(in);
      settled.add(new RunWrite.Settled(slip, verdict(in)));
    }
    List<AttemptEnds.Noted> ends = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      ends.add(new AttemptEnds.Noted(in.number(), in.number()));
    }
    List<Input.CallFinished> late = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) late.add(Answers.finished(in.bytes()));
    EngineWrite write =
        new EngineWrite(runId, fence, since, base, after, journal, armed, taken, settled, ends);
    return new WriteBytes(write, facts, late, Measures.read(in));
  }

  /** An event has its bytes as part of an input. */
  private static byte[] event(Event event) {
    return InputCodec.encode(new Input.EventOffered("", event.receivedAt(), event));
  }

  private static Event event(byte[] bytes) {
    if (InputCodec.decode(bytes) instanceof Input.EventOffered offered) return offered.event();
    throw new IllegalStateException("expected an event, but something else");
  }

  private static void write(WireOut out, Verdict verdict) {
    switch (verdict) {
      case Verdict.Applied(UUID waitId) -> out.bool(true).maybeUuid(waitId);
      case Verdict.Refused(Verdict.Reason reason, String message) ->
          out.bool(false).text(reason.name()).text(message);
    }
  }

  private static Verdict verdict(WireIn in) {
    if (in.bool()) return new Verdict.Applied(in.maybeUuid());
    return new Verdict.Refused(Verdict.Reason.valueOf(in.text()), in.text());
  }
}
