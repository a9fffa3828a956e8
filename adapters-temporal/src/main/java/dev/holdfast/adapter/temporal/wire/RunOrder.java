package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.BytesUnreadable;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a run's workflow begins with: everything it needs, so that its history is enough to go on.
 *
 * @param generation how often the run has continued as new
 * @param program a pinned version's bytes
 */
public record RunOrder(
    int generation, RunFacts facts, byte[] program, Switches switches, Begin begin) {
  private static final int VERSION = 1;

  /** The driver's own version: changes what a workflow does with what the reducer answers. */
  private static final int DRIVER = 1;

  private static final int FRESH = 1;
  private static final int HANDED_OVER = 2;

  /**
   * How the run is driven; fixed for a generation.
   *
   * @param ownTimers false when all ticks come from outside
   * @param handOverAbove events of a history after which the run continues as new; 0 leaves it to
   *     the server
   * @param tellEvery turns after which the database is told though calls are in flight
   * @param heartbeatMs after which a silent worker counts as lost
   */
  public record Switches(boolean ownTimers, int handOverAbove, int tellEvery, int heartbeatMs) {}

  /** From where. */
  public sealed interface Begin {
    record Fresh(Input.Started started) implements Begin {}

    /**
     * @param more the fold's budget was spent
     * @param undone effects that were asked for and not begun
     * @param seen ids of inputs that came, the newest last
     */
    record HandedOver(
        RunState state, boolean more, List<Effect> undone, List<Letter> inbox, List<String> seen)
        implements Begin {}
  }

  UUID runId() {
    return switch (begin) {
      case Begin.Fresh(Input.Started started) -> started.start().runId();
      case Begin.HandedOver handed -> handed.state().start().runId();
    };
  }

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.number(DRIVER).number(generation);
    out.bytes(FactsBytes.of(facts)).bytes(program);
    out.bool(switches.ownTimers()).number(switches.handOverAbove());
    out.number(switches.tellEvery()).number(switches.heartbeatMs());
    switch (begin) {
      case Begin.Fresh(Input.Started started) ->
          out.number(FRESH).bytes(InputCodec.encode(started));
      case Begin.HandedOver handed -> {
        out.number(HANDED_OVER);
        out.bytes(StateCodec.control(handed.state())).bytes(StateCodec.data(handed.state()));
        out.bool(handed.more()).bytes(UndoneBytes.of(handed.undone()));
        out.number(handed.inbox().size());
        for (Letter letter : handed.inbox()) out.bytes(letter.toBytes());
        out.number(handed.seen().size());
        for (String id : handed.seen()) out.text(id);
      }
    }
    return out.toBytes();
  }

  public static RunOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a run's order");
    int driver = in.count();
    if (driver != DRIVER) {
      throw new BytesUnreadable("expected driver " + DRIVER + ", but " + driver);
    }
    int generation = in.count();
    RunFacts facts = FactsBytes.facts(in.bytes());
    byte[] program = in.bytes();
    Switches switches = new Switches(in.bool(), in.count(), in.count(), in.count());
    int from = in.count();
    Begin begin =
        switch (from) {
          case FRESH -> fresh(in);
          case HANDED_OVER -> handedOver(in);
          default -> throw new BytesUnreadable("expected a beginning, but " + from);
        };
    return new RunOrder(generation, facts, program, switches, begin);
  }

  private static Begin fresh(WireIn in) {
    if (InputCodec.decode(in.bytes()) instanceof Input.Started started) {
      return new Begin.Fresh(started);
    }
    throw new BytesUnreadable("expected a start, but something else");
  }

  private static Begin handedOver(WireIn in) {
    RunState state = StateCodec.decode(in.bytes(), in.bytes());
    boolean more = in.bool();
    List<Effect> undone = UndoneBytes.effects(in.bytes());
    List<Letter> inbox = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) inbox.add(Letter.of(in.bytes()));
    List<String> seen = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) seen.add(in.text());
    return new Begin.HandedOver(state, more, undone, inbox, seen);
  }
}
