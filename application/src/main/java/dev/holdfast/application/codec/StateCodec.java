package dev.holdfast.application.codec;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.FiberId;
import dev.holdfast.domain.run.Frozen;
import dev.holdfast.domain.run.Outcome;
import dev.holdfast.domain.run.Progress;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's state as two byte arrays: {@code control}, small, which every transition changes, and
 * {@code data}, which changes only when the run's data do. The two belong together: a state is read
 * back from its newest control bytes and its newest data bytes.
 */
public final class StateCodec {
  private static final int CONTROL_VERSION = 1;
  private static final int DATA_VERSION = 1;

  private StateCodec() {}

  /**
   * Whether the data bytes of {@code after} differ from those of {@code before}. Compares by
   * identity: a transition shares with the state before it what it did not change.
   */
  public static boolean dataChanged(RunState before, RunState after) {
    return before.payload() != after.payload()
        || before.vars() != after.vars()
        || before.meta() != after.meta()
        || before.output() != after.output()
        || before.start() != after.start()
        || before.progress().usedEvents() != after.progress().usedEvents()
        || !LargeValues.of(before).isSame(LargeValues.of(after));
  }

  public static byte[] control(RunState state) {
    Progress progress = state.progress();
    ByteSink out = new ByteSink();
    out.oneByte(CONTROL_VERSION);
    new CoreSink(out, Instant.EPOCH).instant(progress.startedAt());
    CoreSink core = new CoreSink(out, progress.startedAt());
    out.oneByte(Codes.of(state.status()));
    core.instant(state.now());
    out.count(state.seq());
    out.number(state.dataBytes());
    core.maybeError(state.error());
    core.maybeInstant(state.cancelRequestedAt());
    out.bool(progress.handling());
    out.count(progress.visits());
    out.count(progress.opened());
    core.maybeInstant(progress.deadline());
    hashes(out, progress.commands());
    hashes(out, progress.offers());
    FiberSink fibers = new FiberSink(core, LargeValues.of(state), state.vars().get("event"));
    fibers.fibers(progress.fibers());
    Frozen frozen = progress.frozen();
    out.bool(frozen != null);
    if (frozen != null) {
      fibers.fibers(frozen.fibers());
      out.bool(frozen.byEventWait());
    }
    attempts(out, progress.attempts());
    return out.toBytes();
  }

  private static void hashes(ByteSink out, List<Long> hashes) {
    out.count(hashes.size());
    for (long hash : hashes) out.eightBytes(hash);
  }

  private static List<Long> hashes(ByteSource in) {
    List<Long> hashes = new ArrayList<>();
    for (int left = in.size(); left > 0; left--) hashes.add(in.eightBytes());
    return List.copyOf(hashes);
  }

  private static void attempts(ByteSink out, SortedMap<String, Integer> attempts) {
    out.count(attempts.size());
    String before = "";
    for (Map.Entry<String, Integer> entry : attempts.entrySet()) {
      PathBytes.write(out, entry.getKey(), before);
      out.count(entry.getValue());
      before = entry.getKey();
    }
  }

  private static SortedMap<String, Integer> attempts(ByteSource in) {
    SortedMap<String, Integer> attempts = new TreeMap<>();
    String path = "";
    for (int left = in.size(); left > 0; left--) {
      path = PathBytes.read(in, path);
      attempts.put(path, in.smallCount());
    }
    return Collections.unmodifiableSortedMap(attempts);
  }

  public static byte[] data(RunState state) {
    ByteSink out = new ByteSink();
    out.oneByte(DATA_VERSION);
    CoreSink core = new CoreSink(out, state.progress().startedAt());
    core.json.value(state.payload());
    core.json.value(state.vars());
    core.json.value(state.meta());
    core.json.value(state.output());
    StartBytes.write(core, state.start(), state.payload());
    Set<String> used = state.progress().usedEvents();
    out.count(used.size());
    for (String id : used) out.text(id);
    LargeValues large = LargeValues.of(state);
    out.count(large.values().size());
    for (Object value : large.values()) core.json.value(value);
    out.count(large.settled().size());
    for (List<Outcome> outcomes : large.settled()) OutcomeBytes.write(core, outcomes);
    return out.toBytes();
  }

  /**
   * @throws BytesUnreadable when the bytes are damaged, of a later version, or do not belong
   *     together
   */
  public static RunState decode(byte[] control, byte[] data) {
    ByteSource in = new ByteSource(control);
    in.version(CONTROL_VERSION, "a run's control bytes");
    Instant startedAt = new CoreSource(in, Instant.EPOCH).instant();
    CoreSource core = new CoreSource(in, startedAt);
    Kept read = Kept.read(data, startedAt);
    RunStatus status = Codes.status(in);
    Instant now = core.instant();
    long seq = in.count();
    long dataBytes = in.number();
    RunError error = core.maybeError();
    Instant cancelRequestedAt = core.maybeInstant();
    boolean handling = in.bool();
    long visits = in.count();
    long opened = in.count();
    Instant deadline = core.maybeInstant();
    List<Long> commands = hashes(in);
    List<Long> offers = hashes(in);
    FiberSource source =
        new FiberSource(core, read.large(), read.settled(), read.vars().get("event"));
    SortedMap<FiberId, Fiber> fibers = source.fibers();
    Frozen frozen = in.bool() ? new Frozen(source.fibers(), in.bool()) : null;
    SortedMap<String, Integer> attempts = attempts(in);
    in.end();
    return new RunState(
        read.start(),
        status,
        now,
        seq,
        read.payload(),
        read.vars(),
        read.meta(),
        dataBytes,
        read.output(),
        error,
        cancelRequestedAt,
        new Progress(
            startedAt,
            fibers,
            handling,
            visits,
            opened,
            deadline,
            frozen,
            attempts,
            read.usedEvents(),
            commands,
            offers));
  }

  /**
   * The error of a run that failed, read from its control bytes alone; null when there is none.
   *
   * @throws BytesUnreadable when the bytes are damaged or of a later version
   */
  public static @Nullable RunError error(byte[] control) {
    ByteSource in = new ByteSource(control);
    in.version(CONTROL_VERSION, "a run's control bytes");
    CoreSource core = new CoreSource(in, new CoreSource(in, Instant.EPOCH).instant());
    Codes.status(in);
    core.instant();
    in.count();
    in.number();
    return core.maybeError();
  }

  /** What the data bytes hold. */
  private record Kept(
      Map<String, @Nullable Object> payload,
      Map<String, @Nullable Object> vars,
      Map<String, @Nullable Object> meta,
      @Nullable Object output,
      RunStart start,
      Set<String> usedEvents,
      List<@Nullable Object> large,
      List<List<Outcome>> settled) {

    static Kept read(byte[] bytes, Instant startedAt) {
      ByteSource in = new ByteSource(bytes);
      in.version(DATA_VERSION, "a run's data bytes");
      CoreSource core = new CoreSource(in, startedAt);
      Map<String, @Nullable Object> payload = core.json.object();
      Map<String, @Nullable Object> vars = core.json.object();
      Map<String, @Nullable Object> meta = core.json.object();
      Object output = core.json.value();
      RunStart start = StartBytes.read(core, payload);
      Set<String> used = new LinkedHashSet<>();
      for (int left = in.size(); left > 0; left--) used.add(in.text());
      List<@Nullable Object> large = new ArrayList<>();
      for (int left = in.size(); left > 0; left--) large.add(core.json.value());
      List<List<Outcome>> settled = new ArrayList<>();
      for (int left = in.size(); left > 0; left--) settled.add(OutcomeBytes.read(core));
      in.end();
      return new Kept(
          payload,
          vars,
          meta,
          output,
          start,
          Collections.unmodifiableSet(used),
          Json.list(large),
          settled);
    }
  }
}
