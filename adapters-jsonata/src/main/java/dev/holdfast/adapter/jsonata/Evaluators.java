package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates, with one of few evaluators that threads hand to each other. The library makes an
 * evaluator and its parser for every thread it meets; on virtual threads, of which every transition
 * has a new one, that costs more than most expressions. Which program an evaluator was made for
 * does not matter: a thread's one serves all programs. Thread-safe.
 */
final class Evaluators {
  private final ThreadLocal<Jsonata> instances;
  private final ThreadLocal<Parser> parsers;
  private final Queue<Seat> free = new ConcurrentLinkedQueue<>();

  /** What one thread at a time evaluates with. Partial application parses, so the parser counts. */
  private record Seat(Jsonata instance, Parser parser) {}

  /**
   * @param instances where the library looks for the evaluator of a thread
   * @param parsers where it looks for the parser of a thread
   */
  Evaluators(ThreadLocal<Jsonata> instances, ThreadLocal<Parser> parsers) {
    this.instances = instances;
    this.parsers = parsers;
  }

  /** Evaluates a program on this thread; throws whatever the library does. */
  @Nullable Object evaluate(Jsonata program, @Nullable Object input, Frame frame) {
    // One evaluation within another: the thread has taken its seat.
    if (instances.get() != null) return program.evaluate(input, frame);
    Parser own = parsers.get();
    sitDown(free.poll());
    try {
      Object found = program.evaluate(input, frame);
      // One that has thrown is not used again: it may be left in the middle of something.
      Jsonata instance = instances.get();
      Parser parser = parsers.get();
      if (instance != null && parser != null) free.add(new Seat(instance, parser));
      return found;
    } finally {
      instances.remove();
      if (own == null) parsers.remove();
      else parsers.set(own);
    }
  }

  /** Without a seat the library makes one, with a parser that no other thread has. */
  private void sitDown(@Nullable Seat seat) {
    if (seat == null) {
      parsers.remove();
    } else {
      instances.set(seat.instance());
      parsers.set(seat.parser());
    }
  }
}
