package dev.holdfast.application.view;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes views of what runs hold: members whose names promise a secret are hidden, what is too large
 * says so. State is never rebuilt from a view.
 */
public final class Redaction {
  /** What stands in place of a hidden value. */
  public static final String HIDDEN = "[redacted]";

  /** Parts of member names, lower case, without {@code _}, {@code -} and blanks. */
  private static final List<String> SECRET_NAMES =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "authorization",
          "credential",
          "privatekey",
          "setcookie");

  private Redaction() {}

  /** The entry with its data as a view; the same object when there is nothing to hide. */
  public static JournalEntry of(JournalEntry entry) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<String, @Nullable Object> member : entry.data().entrySet()) {
      // The names on this level are ours: an idempotency key is no secret.
      Object shown = of(member.getValue());
      same &= shown == member.getValue();
      view.put(member.getKey(), shown);
    }
    if (same) return entry;
    return new JournalEntry(
        entry.seq(),
        entry.at(),
        entry.kind(),
        entry.stepPath(),
        entry.executionPath(),
        entry.attempt(),
        Json.object(view));
  }

  /**
   * A view of a value of at most {@link Limits#VALUE_BYTES}; the same object when nothing hides.
   */
  public static @Nullable Object of(@Nullable Object json) {
    Object hidden = hide(json);
    if (!(hidden instanceof Map || hidden instanceof List || hidden instanceof String)) {
      return hidden;
    }
    long size = Json.utf8Size(hidden);
    if (size <= Limits.VALUE_BYTES) return hidden;
    Map<String, @Nullable Object> cut = new LinkedHashMap<>();
    cut.put("truncated", true);
    cut.put("size", size);
    cut.put("max", Limits.VALUE_BYTES);
    return Json.object(cut);
  }

  private static @Nullable Object hide(@Nullable Object json) {
    Map<String, @Nullable Object> object = Json.asObject(json);
    if (object != null) return hideIn(object);
    List<@Nullable Object> list = Json.asList(json);
    return list == null ? json : hideIn(list);
  }

  private static Object hideIn(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
      boolean secret = member.getValue() != null && promisesSecret(member.getKey());
      Object shown = secret ? HIDDEN : hide(member.getValue());
      same &= shown == member.getValue();
      view.put(member.getKey(), shown);
    }
    return same ? object : Json.object(view);
  }

  private static Object hideIn(List<@Nullable Object> list) {
    List<@Nullable Object> view = new ArrayList<>(list.size());
    boolean same = true;
    for (Object element : list) {
      Object shown = hide(element);
      same &= shown == element;
      view.add(shown);
    }
    return same ? list : Json.list(view);
  }

  private static boolean promisesSecret(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
    for (String secret : SECRET_NAMES) {
      if (plain.contains(secret)) return true;
    }
    return false;
  }
}
