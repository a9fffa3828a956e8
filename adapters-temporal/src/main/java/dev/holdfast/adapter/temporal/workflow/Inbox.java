package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.domain.run.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What lies before a run's workflow and is not folded. What came from outside with an id that came
 * before is dropped: what became of it has been told, or will be. For workflow code.
 */
final class Inbox {
  /** More than can be on their way twice. */
  static final int REMEMBERED = 500;

  private static final Comparator<Waiting> ORDER =
      Comparator.<Waiting, Instant>comparing(w -> w.letter().input().at())
          .thenComparingLong(Waiting::arrival);

  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private long arrivals;

  private record Waiting(Letter letter, long arrival) {}

  Inbox(List<Letter> letters, List<String> seen) {
    this.seen.addAll(seen);
    for (Letter letter : letters) add(letter);
  }

  /** Takes in what a signal brought. */
  void receive(Letter letter) {
    if (!seen.add(letter.input().id())) return;
    if (seen.size() > REMEMBERED) seen.remove(seen.iterator().next());
    add(letter);
  }

  /** Takes in what the workflow itself found out, or could not fold yet. */
  void add(Letter letter) {
    waiting.add(new Waiting(letter, arrivals++));
  }

  void add(Input input) {
    add(Letter.own(input));
  }

  /**
   * Whether {@link #take} would find something.
   *
   * @param more a computation is under way: only a cancel may come before it goes on
   * @param held what must wait
   */
  boolean has(boolean more, Predicate<Input> held) {
    for (Waiting one : waiting) if (mayGo(one, more, held)) return true;
    return false;
  }

  /** Everything to fold now, by (at, arrival). */
  List<Letter> take(boolean more, Predicate<Input> held) {
    List<Waiting> taken = new ArrayList<>();
    for (Waiting one : waiting) if (mayGo(one, more, held)) taken.add(one);
    waiting.removeAll(taken);
    taken.sort(ORDER);
    List<Letter> letters = new ArrayList<>(taken.size());
    for (Waiting one : taken) letters.add(one.letter());
    return letters;
  }

  private static boolean mayGo(Waiting one, boolean more, Predicate<Input> held) {
    Input input = one.letter().input();
    return more ? input instanceof Input.CancelRequested : !held.test(input);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  List<Letter> letters() {
    List<Letter> letters = new ArrayList<>(waiting.size());
    for (Waiting one : waiting) letters.add(one.letter());
    return letters;
  }

  List<String> seen() {
    return List.copyOf(seen);
  }
}
