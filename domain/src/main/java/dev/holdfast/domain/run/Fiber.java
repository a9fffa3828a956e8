package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;

/**
 * One thread of execution inside a run.
 *
 * @param frames what it is doing, outermost first; never empty
 * @param pace whether it can go on
 * @param doomed the block it belongs to is being left: no handler outside its {@code finally}
 *     blocks takes an error any more
 */
public record Fiber(FiberId id, List<Frame> frames, Pace pace, boolean doomed) {
  /** Whether a fiber can go on. */
  public enum Pace {
    READY,
    /** An input, or the end of the fibers inside, will wake it. */
    BLOCKED,
    /** Waits for a free slot among the calls in flight. */
    AWAITS_CALL_SLOT,
    /** Waits for a free slot among the children. */
    AWAITS_CHILD_SLOT
  }

  public Fiber {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) throw new IllegalArgumentException("expected frames, but none");
  }

  public Frame top() {
    return frames.getLast();
  }

  long heldBytes() {
    long bytes = 0;
    for (Frame frame : frames) bytes += frame.heldBytes();
    return bytes;
  }

  /** Position of the innermost list of steps. */
  int listAt() {
    return top() instanceof Frame.Steps ? frames.size() - 1 : frames.size() - 2;
  }

  /** The innermost list of steps. */
  public Frame.Steps list() {
    return stepsAt(listAt());
  }

  Frame.Steps stepsAt(int position) {
    if (frames.get(position) instanceof Frame.Steps steps) return steps;
    throw new IllegalStateException("expected a list of steps at " + position + ", but " + frames);
  }

  /** Position of the outermost {@code finally} in progress, or -1. */
  int outermostFinally() {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i) instanceof Frame.Trying trying
          && trying.part() == Frame.Trying.Part.FINALIZER) {
        return i;
      }
    }
    return -1;
  }

  Fiber with(Pace now) {
    return now == pace ? this : new Fiber(id, frames, now, doomed);
  }

  Fiber asDoomed() {
    return doomed ? this : new Fiber(id, frames, pace, true);
  }

  Fiber push(Frame frame) {
    List<Frame> more = new ArrayList<>(frames.size() + 1);
    more.addAll(frames);
    more.add(frame);
    return new Fiber(id, more, pace, doomed);
  }

  /** Of a fiber with more than one frame. */
  Fiber pop() {
    return new Fiber(id, frames.subList(0, frames.size() - 1), pace, doomed);
  }

  Fiber replace(int position, Frame frame) {
    List<Frame> changed = new ArrayList<>(frames);
    changed.set(position, frame);
    return new Fiber(id, changed, pace, doomed);
  }

  Fiber replaceTop(Frame frame) {
    return replace(frames.size() - 1, frame);
  }
}
