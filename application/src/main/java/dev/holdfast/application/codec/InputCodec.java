package dev.holdfast.application.codec;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Inputs as bytes, for mailboxes and recordings. */
public final class InputCodec {
  private static final int VERSION = 1;

  private static final int STARTED = 1;
  private static final int CALL_FINISHED = 2;
  private static final int CALLBACK_RECEIVED = 3;
  private static final int LOOKED_BACK = 4;
  private static final int EVENT_OFFERED = 5;
  private static final int CHILD_FINISHED = 6;
  private static final int CHILD_REFUSED = 7;
  private static final int TIMERS_DUE = 8;
  private static final int CANCEL_REQUESTED = 9;
  private static final int OPERATOR_COMMAND = 10;
  private static final int CONTINUE = 11;
  private static final int WORKER_LOST = 12;
  private static final int CALL_LOST = 13;

  private static final int RESUME = 1;
  private static final int RETRY = 2;
  private static final int REQUEUE = 3;

  private static final int DONE = 1;
  private static final int FAILED = 2;
  private static final int PENDING = 3;

  private InputCodec() {}

  public static byte[] encode(Input input) {
    ByteSink out = new ByteSink();
    out.oneByte(VERSION);
    out.oneByte(code(input));
    out.text(input.id());
    CoreSink core = new CoreSink(out, Instant.EPOCH);
    core.instant(input.at());
    write(core, input);
    return out.toBytes();
  }

  private static int code(Input input) {
    return switch (input) {
      case Input.Started it -> STARTED;
      case Input.CallFinished it -> CALL_FINISHED;
      case Input.CallbackReceived it -> CALLBACK_RECEIVED;
      case Input.LookedBack it -> LOOKED_BACK;
      case Input.EventOffered it -> EVENT_OFFERED;
      case Input.ChildFinished it -> CHILD_FINISHED;
      case Input.ChildRefused it -> CHILD_REFUSED;
      case Input.TimersDue it -> TIMERS_DUE;
      case Input.CancelRequested it -> CANCEL_REQUESTED;
      case Input.OperatorCommand it -> OPERATOR_COMMAND;
      case Input.Continue it -> CONTINUE;
      case Input.WorkerLost it -> WORKER_LOST;
      case Input.CallLost it -> CALL_LOST;
    };
  }

  private static void write(CoreSink core, Input input) {
    ByteSink out = core.out;
    switch (input) {
      case Input.Started started -> StartBytes.write(core, started.start());
      case Input.CallFinished call -> {
        out.uuid(call.callId());
        out.count(call.attempt());
        write(core, call.answer());
      }
      case Input.CallbackReceived call -> {
        out.uuid(call.callId());
        write(core, call.answer());
      }
      case Input.LookedBack look -> {
        out.uuid(look.waitId());
        out.count(look.events().size());
        for (Event event : look.events()) core.event(event);
      }
      case Input.EventOffered offer -> core.event(offer.event());
      case Input.ChildFinished child -> {
        out.uuid(child.childRunId());
        write(core, child.result());
      }
      case Input.ChildRefused child -> {
        out.uuid(child.childRunId());
        core.error(child.error());
      }
      case Input.CancelRequested cancel -> {
        out.text(cancel.reason());
        out.bool(cancel.force());
      }
      case Input.OperatorCommand command -> {
        out.text(command.reason());
        write(core, command.command());
      }
      case Input.TimersDue tick -> {}
      case Input.Continue more -> {}
      case Input.WorkerLost lost -> {}
      case Input.CallLost lost -> out.uuid(lost.callId());
    }
  }

  private static void write(CoreSink core, CallAnswer answer) {
    ByteSink out = core.out;
    switch (answer) {
      case CallAnswer.Done done -> {
        out.oneByte(DONE);
        core.json.value(done.output());
      }
      case CallAnswer.Failed failed -> {
        out.oneByte(FAILED);
        core.error(failed.error());
        Long minimum = failed.minimumDelayMs();
        out.bool(minimum != null);
        if (minimum != null) out.number(minimum);
      }
      case CallAnswer.Pending pending -> out.oneByte(PENDING);
    }
    out.count(answer.logs().size());
    for (CallAnswer.LogLine line : answer.logs()) {
      out.text(line.level());
      out.text(line.message());
      core.json.value(line.fields());
    }
  }

  private static void write(CoreSink core, Input.ChildResult result) {
    core.out.oneByte(Codes.of(result.status()));
    core.json.value(result.output());
    core.maybeError(result.error());
    core.json.value(result.payload());
    core.json.value(result.vars());
    core.json.value(result.meta());
  }

  private static void write(CoreSink core, Input.Command command) {
    ByteSink out = core.out;
    switch (command) {
      case Input.Command.Resume resume -> {
        out.oneByte(RESUME);
        out.bool(resume.waitId() != null);
        if (resume.waitId() != null) out.uuid(resume.waitId());
        core.json.value(resume.output());
        out.bool(resume.timeout());
      }
      case Input.Command.Retry retry -> {
        out.oneByte(RETRY);
        out.count(retry.repairs().size());
        for (Input.Command.Repair repair : retry.repairs()) {
          out.text(repair.path().text());
          core.json.value(repair.value());
        }
      }
      case Input.Command.RequeueEventWait requeue -> out.oneByte(REQUEUE);
    }
  }

  /**
   * @throws BytesUnreadable when the bytes are damaged or of a later version
   */
  public static Input decode(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    in.version(VERSION, "an input");
    int code = in.oneByte();
    String id = in.text();
    CoreSource core = new CoreSource(in, Instant.EPOCH);
    Input input = read(core, code, id, core.instant());
    in.end();
    return input;
  }

  private static Input read(CoreSource core, int code, String id, Instant at) {
    ByteSource in = core.in;
    return switch (code) {
      case STARTED -> started(core, id, at);
      case CALL_FINISHED ->
          new Input.CallFinished(id, at, in.uuid(), in.smallCount(), answer(core));
      case CALLBACK_RECEIVED -> new Input.CallbackReceived(id, at, in.uuid(), answer(core));
      case LOOKED_BACK -> new Input.LookedBack(id, at, in.uuid(), events(core));
      case EVENT_OFFERED -> new Input.EventOffered(id, at, core.event());
      case CHILD_FINISHED -> new Input.ChildFinished(id, at, in.uuid(), result(core));
      case CHILD_REFUSED -> new Input.ChildRefused(id, at, in.uuid(), core.error());
      case TIMERS_DUE -> new Input.TimersDue(id, at);
      case CANCEL_REQUESTED -> new Input.CancelRequested(id, at, in.text(), in.bool());
      case OPERATOR_COMMAND -> new Input.OperatorCommand(id, at, in.text(), command(core));
      case CONTINUE -> new Input.Continue(id, at);
      case WORKER_LOST -> new Input.WorkerLost(id, at);
      case CALL_LOST -> new Input.CallLost(id, at, in.uuid());
      default -> throw in.unreadable("expected an input, but " + code);
    };
  }

  private static Input started(CoreSource core, String id, Instant at) {
    RunStart start = StartBytes.read(core);
    return new Input.Started(id, at, start);
  }

  private static List<Event> events(CoreSource core) {
    int size = core.in.size();
    List<Event> events = new ArrayList<>(size);
    for (int i = 0; i < size; i++) events.add(core.event());
    return List.copyOf(events);
  }

  private static CallAnswer answer(CoreSource core) {
    int code = core.in.oneByte();
    return switch (code) {
      case DONE -> {
        Object output = core.json.value();
        yield new CallAnswer.Done(output, logs(core));
      }
      case FAILED -> {
        RunError error = core.error();
        Long minimum = core.in.bool() ? core.in.number() : null;
        yield new CallAnswer.Failed(error, minimum, logs(core));
      }
      case PENDING -> new CallAnswer.Pending(logs(core));
      default -> throw core.in.unreadable("expected an answer, but " + code);
    };
  }

  private static List<CallAnswer.LogLine> logs(CoreSource core) {
    int size = core.in.size();
    List<CallAnswer.LogLine> lines = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      lines.add(new CallAnswer.LogLine(core.in.text(), core.in.text(), core.json.object()));
    }
    return List.copyOf(lines);
  }

  private static Input.ChildResult result(CoreSource core) {
    RunStatus status = Codes.status(core.in);
    Object output = core.json.value();
    RunError error = core.maybeError();
    Map<String, @Nullable Object> payload = core.json.object();
    Map<String, @Nullable Object> vars = core.json.object();
    return new Input.ChildResult(status, output, error, payload, vars, core.json.object());
  }

  private static Input.Command command(CoreSource core) {
    ByteSource in = core.in;
    int code = in.oneByte();
    return switch (code) {
      case RESUME -> {
        UUID waitId = in.bool() ? in.uuid() : null;
        Object output = core.json.value();
        yield new Input.Command.Resume(waitId, output, in.bool());
      }
      case RETRY -> {
        int size = in.size();
        List<Input.Command.Repair> repairs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          repairs.add(new Input.Command.Repair(path(in), core.json.value()));
        }
        yield new Input.Command.Retry(List.copyOf(repairs));
      }
      case REQUEUE -> new Input.Command.RequeueEventWait();
      default -> throw in.unreadable("expected a command, but " + code);
    };
  }

  private static AssignPath path(ByteSource in) {
    return switch (AssignPath.parse(in.text())) {
      case AssignPath.Parsing.Parsed parsed -> parsed.path();
      case AssignPath.Parsing.Refused refused -> throw in.unreadable(refused.message());
    };
  }
}
