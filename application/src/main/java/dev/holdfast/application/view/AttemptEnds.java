package dev.holdfast.application.view;

import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where attempts end. A lone step ends within a few entries of its beginning; a block, or a step
 * beside others, may end anywhere, so whoever stores the journal notes those ends by a key. A page
 * of steps then finds them without reading what lies in between.
 */
public final class AttemptEnds {
  /** An end that is not noted comes within this many entries of the attempt's beginning. */
  public static final int NEAR = 32;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private AttemptEnds() {}

  /**
   * An end to be stored with the journal.
   *
   * @param key of the attempt, by {@link #key}
   * @param seq of the entry that ends it
   */
  public record Noted(long key, long seq) {}

  /** Tells attempts of one run apart; two may share a key by a chance of one in 2^64. */
  public static long key(String executionPath, int attempt) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < executionPath.length(); i++) {
      hash = (hash ^ executionPath.charAt(i)) * FNV_PRIME;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((attempt >>> shift) & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /**
   * Whether an entry ends its attempt. After a {@code StepRetryScheduled} a {@code StepCanceled}
   * may still follow, when the backoff is cut short.
   */
  public static boolean isEnd(JournalEntry entry) {
    return switch (entry.kind()) {
      case STEP_SUCCEEDED, STEP_FAILED, STEP_RETRY_SCHEDULED, STEP_CONTINUED, STEP_CANCELED -> true;
      case RUN_STARTED,
          STEP_STARTED,
          STEP_SKIPPED,
          WAIT_OPENED,
          WAIT_RESOLVED,
          WAIT_TIMED_OUT,
          WAIT_CANCELED,
          CHILD_STARTED,
          CANCEL_REQUESTED,
          OPERATOR_APPLIED,
          RUN_SUCCEEDED,
          RUN_FAILED,
          RUN_CANCELED ->
          false;
    };
  }

  /**
   * The ends that a stored journal has to note.
   *
   * @param before the state at the end of what was stored before; null at the beginning
   * @param journal everything that has happened since
   */
  public static List<Noted> toNote(@Nullable RunState before, List<JournalEntry> journal) {
    Set<Long> blocks = before == null ? Set.of() : openBlocks(before);
    boolean alone = before == null || before.progress().fibers().size() <= 1;
    if (alone && blocks.isEmpty() && journal.size() <= NEAR) return List.of();
    List<Noted> notes = new ArrayList<>();
    Map<Long, Long> begun = new HashMap<>();
    for (JournalEntry entry : journal) {
      long key = key(entry.executionPath(), entry.attempt());
      if (entry.kind() == JournalEntry.Kind.STEP_STARTED) begun.put(key, entry.seq());
      if (!isEnd(entry)) continue;
      Long since = begun.get(key);
      boolean near = since == null ? alone && !blocks.contains(key) : entry.seq() - since <= NEAR;
      if (!near) notes.add(new Noted(key, entry.seq()));
    }
    return notes;
  }

  /** Keys of the attempts that are open in a state, those that rest before a retry included. */
  public static Set<Long> open(RunState state) {
    return open(state, false);
  }

  private static Set<Long> openBlocks(RunState state) {
    return open(state, true);
  }

  private static Set<Long> open(RunState state, boolean blocksOnly) {
    Set<Long> keys = new HashSet<>();
    for (Fiber fiber : state.progress().fibers().values()) {
      List<Frame> frames = fiber.frames();
      for (int i = 0; i + 1 < frames.size(); i++) {
        if (frames.get(i) instanceof Frame.Steps steps
            && (!blocksOnly || isBlock(frames.get(i + 1)))) {
          keys.add(key(steps.stepPath(), steps.attempt()));
        }
      }
    }
    return keys;
  }

  private static boolean isBlock(Frame frame) {
    return switch (frame) {
      case Frame.Chosen _, Frame.Iterating _, Frame.Looping _, Frame.Joining _, Frame.Trying _ ->
          true;
      case Frame.Steps _, Frame.Again _, Frame.Revisit _, Frame.Calling _, Frame.Waiting _ -> false;
    };
  }
}
