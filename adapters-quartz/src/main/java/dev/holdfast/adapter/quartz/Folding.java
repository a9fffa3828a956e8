package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.Batch;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Reducer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch of letters could be folded.
 *
 * @param undone to be folded later, in order
 * @param fault what a fold threw; null when none did
 */
record Folding(List<Letter> folded, List<Letter> undone, @Nullable RuntimeException fault) {
  static Folding of(ActiveRun run, Node node, Batch batch, List<Letter> letters) {
    List<Letter> folded = new ArrayList<>(letters.size());
    Reducer reducer = node.ports().reducer();
    for (int i = 0; i < letters.size(); i++) {
      Letter letter = letters.get(i);
      try {
        Program program = run.program();
        batch.fold(reducer, program, letter.input(), letter.slips());
        folded.add(letter);
      } catch (RuntimeException e) {
        return new Folding(folded, rest(letters, i), e);
      } catch (StackOverflowError e) {
        return new Folding(
            folded, rest(letters, i), new IllegalStateException("a fold too deep", e));
      }
      if (batch.more()) return new Folding(folded, rest(letters, i + 1), null);
    }
    return new Folding(folded, List.of(), null);
  }

  private static List<Letter> rest(List<Letter> letters, int from) {
    return new ArrayList<>(letters.subList(from, letters.size()));
  }
}
