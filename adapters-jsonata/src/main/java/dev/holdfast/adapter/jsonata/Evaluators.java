package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import java.lang.reflect.Field;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates, with one of few evaluators that threads hand to each other. The library makes an
 * evaluator for every thread it meets, a parser and its tables included; on virtual threads, of
 * which every transition has a new one, that costs more than most expressions. Which program an
 * evaluator was made for does not matter: the thread's one serves all programs. Thread-safe.
 */
final class Evaluators {
  /** Where the library looks for the evaluator of a thread. */
  private static final ThreadLocal<Jsonata> CURRENT = current();

  private static final Queue<Jsonata> FREE = new ConcurrentLinkedQueue<>();

  private Evaluators() {}

  /** Evaluates a program on this thread; throws whatever the library does. */
  static @Nullable Object evaluate(Jsonata program, @Nullable Object input, Frame frame) {
    if (CURRENT.get() != null) return program.evaluate(input, frame);
    Jsonata free = FREE.poll();
    if (free != null) CURRENT.set(free);
    try {
      Object found = program.evaluate(input, frame);
      // One that has thrown is not used again: it may be left in the middle of something.
      Jsonata used = CURRENT.get();
      if (used != null) FREE.add(used);
      return found;
    } finally {
      CURRENT.remove();
    }
  }

  @SuppressWarnings("unchecked") // it is declared so
  private static ThreadLocal<Jsonata> current() {
    try {
      Field field = Jsonata.class.getDeclaredField("current");
      field.setAccessible(true);
      return (ThreadLocal<Jsonata>) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected the library to keep its evaluators, but", e);
    }
  }
}
