package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.run.JournalEntry;
import java.util.List;

/** Journal entries as scripts write them. */
public final class Journals {
  private Journals() {}

  /** {@code Kind}, {@code Kind path} or, from the second attempt, {@code Kind path #2}. */
  public static String text(JournalEntry entry) {
    StringBuilder text = new StringBuilder(entry.kind().text());
    if (!entry.executionPath().isEmpty()) text.append(' ').append(entry.executionPath());
    if (entry.attempt() > 1) text.append(" #").append(entry.attempt());
    return text.toString();
  }

  public static List<String> texts(List<JournalEntry> journal) {
    return journal.stream().map(Journals::text).toList();
  }
}
