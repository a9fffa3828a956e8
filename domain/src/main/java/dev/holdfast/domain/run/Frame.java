package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Filter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One level of what a fiber is doing. A list of steps ({@link Steps}) and the block or leaf that
 * its current step is take turns, outermost first. Frames name steps by position, never by
 * reference.
 */
public sealed interface Frame {
  /** Bytes of JSON that the frame keeps besides the run's data. */
  default long heldBytes() {
    return 0;
  }

  /**
   * A list of steps.
   *
   * @param path execution path of the list
   * @param index of the current step; as many as there are steps when the list has ended
   * @param attempt the last attempt of the current step; 0 before its first
   * @param error what expressions in this list see as {@code error}; null looks further out
   * @param event what they see as {@code event}; null looks further out
   */
  record Steps(
      Slot slot,
      String path,
      int index,
      int attempt,
      @Nullable RunError error,
      @Nullable Taken event)
      implements Frame {
    /** Execution path of the current step. */
    public String stepPath() {
      return path + ".steps[" + index + "]";
    }

    Steps attempted(int now) {
      return new Steps(slot, path, index, now, error, event);
    }

    Steps next() {
      return new Steps(slot, path, index + 1, 0, error, event);
    }

    Steps withError(RunError now) {
      return new Steps(slot, path, index, attempt, now, event);
    }

    Steps withEvent(Taken now) {
      return new Steps(slot, path, index, attempt, error, now);
    }

    @Override
    public long heldBytes() {
      return event == null ? 0 : event.bytes();
    }
  }

  /** An {@code if} or {@code switch} whose chosen list runs. */
  record Chosen() implements Frame {}

  /** A {@code while}. */
  record Iterating(int iteration) implements Frame {}

  /**
   * A {@code forEach} that takes its items one after the other.
   *
   * @param outcomes of finished items in order; empty when they are not wanted
   */
  record Looping(Held items, int index, Outcomes outcomes) implements Frame {
    @Override
    public long heldBytes() {
      return items.bytes() + outcomes.bytes();
    }
  }

  /**
   * A block whose parts are fibers of their own: {@code parallel}, or a {@code forEach} with a
   * concurrency above 1.
   *
   * @param items of the loop; null for {@code parallel}
   * @param begun how many branches or items have begun
   * @param live how many of them have not ended
   * @param succeeded how many ended well
   * @param outcomes in the order of ending: those wanted for {@code collectAs}, or failed branches
   * @param leaving set once the block is being left or has been won; it ends with its last fiber
   */
  record Joining(
      @Nullable Held items,
      int begun,
      int live,
      int succeeded,
      Outcomes outcomes,
      @Nullable Leaving leaving)
      implements Frame {
    Joining with(@Nullable Leaving now) {
      return new Joining(items, begun, live, succeeded, outcomes, now);
    }

    @Override
    public long heldBytes() {
      return (items == null ? 0 : items.bytes()) + outcomes.bytes();
    }
  }

  /** How a joining block is being left. */
  sealed interface Leaving {
    /** Enough branches succeeded. */
    record Won() implements Leaving {}

    /**
     * @param by number of the fiber whose error or return it is; -1 when it comes from outside
     */
    record Out(Exit exit, int by) implements Leaving {}
  }

  /**
   * A {@code tryCatch}.
   *
   * @param caught what the handler took; null before
   * @param pending what goes on when {@code finally} has ended; null for an ordinary end
   */
  record Trying(Part part, @Nullable RunError caught, @Nullable Exit pending) implements Frame {
    /** The parts of a {@code tryCatch}. */
    public enum Part {
      BODY,
      HANDLER,
      FINALIZER
    }
  }

  /** Ready for the next attempt, as soon as there is a slot for it. */
  record Again(Effort effort) implements Frame {
    @Override
    public long heldBytes() {
      return effort.bytes();
    }
  }

  /** Ready to visit a call anew after an operator's retry. The key stays. */
  record Revisit(String key) implements Frame {}

  /**
   * A call in flight.
   *
   * @param losses how many workers it has lost
   */
  record Calling(Effort.Call effort, UUID callId, Instant deadline, long order, int losses)
      implements Frame {
    @Override
    public long heldBytes() {
      return effort.bytes();
    }
  }

  /** Open waits. */
  sealed interface Waiting extends Frame {
    Opened opened();

    OpenWait.Type type();
  }

  /** A call whose answer was promised by callback. */
  record Promised(Effort.Call effort, UUID callId, Opened opened) implements Waiting {
    @Override
    public OpenWait.Type type() {
      return OpenWait.Type.CALLBACK;
    }

    @Override
    public long heldBytes() {
      return effort.bytes();
    }
  }

  /**
   * An {@code event.wait}.
   *
   * @param armed false until the look-back is folded
   */
  record Listening(Opened opened, String name, String key, List<Filter> filters, boolean armed)
      implements Waiting {
    @Override
    public OpenWait.Type type() {
      return OpenWait.Type.EVENT;
    }
  }

  /** A {@code time.wait}. */
  record Sleeping(Opened opened) implements Waiting {
    @Override
    public OpenWait.Type type() {
      return OpenWait.Type.TIME;
    }
  }

  /** The backoff before another attempt. */
  record Resting(Effort effort, Opened opened) implements Waiting {
    @Override
    public OpenWait.Type type() {
      return OpenWait.Type.RETRY;
    }

    @Override
    public long heldBytes() {
      return effort.bytes();
    }
  }

  /** An attached child run. */
  record Parenting(Effort.Child effort, UUID childRunId, Opened opened) implements Waiting {
    @Override
    public OpenWait.Type type() {
      return OpenWait.Type.CHILD;
    }

    @Override
    public long heldBytes() {
      return effort.bytes();
    }
  }
}
