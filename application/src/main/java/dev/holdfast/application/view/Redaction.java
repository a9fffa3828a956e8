package dev.holdfast.application.view;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of views what must not be seen: values whose names sound like secrets, the places that
 * {@code meta.redactions} names, and what is too large to show. Applied before a journal is stored;
 * state is never made from what it returns. Immutable. A value with nothing to hide is given back
 * as it is.
 */
@SuppressWarnings("ReferenceEquality") // the same object means that nothing was hidden
public final class Redaction {
  /** Stands where something was hidden. */
  public static final String HIDDEN = "[redacted]";

  private static final Redaction BY_NAME = new Redaction(List.of());

  private final List<List<String>> hidden;

  private Redaction(List<List<String>> hidden) {
    this.hidden = hidden;
  }

  /**
   * For a run.
   *
   * @param meta the run's; {@code redactions} holds JSON pointers into its data, such as {@code
   *     /payload/card/number}
   */
  public static Redaction inRun(Map<String, @Nullable Object> meta) {
    List<@Nullable Object> pointers = Json.asList(meta.get("redactions"));
    if (pointers == null || pointers.isEmpty()) return BY_NAME;
    List<List<String>> hidden = new ArrayList<>();
    for (Object pointer : pointers) {
      if (pointer instanceof String text && text.startsWith("/")) hidden.add(keys(text));
    }
    return hidden.isEmpty() ? BY_NAME : new Redaction(List.copyOf(hidden));
  }

  private static List<String> keys(String pointer) {
    List<String> keys = new ArrayList<>();
    for (String key : pointer.substring(1).split("/", -1)) {
      keys.add(key.replace("~1", "/").replace("~0", "~"));
    }
    return List.copyOf(keys);
  }

  /** The entry, with what its names alone promise to be secret hidden. */
  public static JournalEntry of(JournalEntry entry) {
    return BY_NAME.entry(entry);
  }

  /** The value, with what its names alone promise to be secret hidden. */
  public static @Nullable Object of(@Nullable Object json) {
    return BY_NAME.value(json);
  }

  /** The entries as they may be stored and shown. */
  public List<JournalEntry> entries(List<JournalEntry> entries) {
    return entries.stream().map(this::entry).toList();
  }

  /** The entry as it may be stored and shown. */
  public JournalEntry entry(JournalEntry entry) {
    Map<String, @Nullable Object> data = null;
    for (Map.Entry<String, @Nullable Object> member : entry.data().entrySet()) {
      Object before = member.getValue();
      // The members of an entry have names of ours: only what is in them is a user's. An error's
      // details are bounded already, and its code must stay.
      Object after = member.getKey().equals("error") ? masked(before) : value(before);
      if (after == before) continue;
      if (data == null) data = new LinkedHashMap<>(entry.data());
      data.put(member.getKey(), after);
    }
    if (data == null) return entry;
    return new JournalEntry(
        entry.seq(),
        entry.at(),
        entry.kind(),
        entry.stepPath(),
        entry.executionPath(),
        entry.attempt(),
        Json.object(data));
  }

  /**
   * A value as it may be shown. A redaction of {@code /payload/card/number} hides {@code
   * /card/number} in it, for inputs, outputs and child payloads are often cut from the run's data.
   */
  public @Nullable Object value(@Nullable Object value) {
    return bounded(masked(value));
  }

  private @Nullable Object masked(@Nullable Object value) {
    if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) return value;
    Object shown = value;
    for (List<String> keys : hidden) {
      if (keys.size() > 1) shown = without(shown, keys, 1);
    }
    return named(shown);
  }

  private static @Nullable Object bounded(@Nullable Object value) {
    if (value instanceof Number || value instanceof Boolean || value == null) return value;
    // No character takes more than six bytes, the escaped ones.
    if (value instanceof String text && text.length() < Limits.VALUE_BYTES / 6) return value;
    long size = Json.utf8Size(value);
    if (size <= Limits.VALUE_BYTES) return value;
    Map<String, @Nullable Object> note = new LinkedHashMap<>();
    note.put("truncated", true);
    note.put("size", size);
    note.put("max", Limits.VALUE_BYTES);
    return Json.object(note);
  }

  private static @Nullable Object without(@Nullable Object value, List<String> keys, int depth) {
    if (depth == keys.size()) return value == null ? null : HIDDEN;
    String key = keys.get(depth);
    Map<String, @Nullable Object> object = Json.asObject(value);
    if (object != null) {
      Object before = object.get(key);
      Object after = without(before, keys, depth + 1);
      return after == before ? object : with(object, key, after);
    }
    List<@Nullable Object> list = Json.asList(value);
    if (list == null || !key.matches("[0-9]{1,5}|-|\\*")) return value;
    return elements(list, key, keys, depth + 1);
  }

  private static Object elements(
      List<@Nullable Object> list, String key, List<String> keys, int depth) {
    List<@Nullable Object> copy = new ArrayList<>(list);
    boolean changed = false;
    for (int i = 0; i < copy.size(); i++) {
      if (!key.equals("*") && !key.equals(Integer.toString(i))) continue;
      Object after = without(copy.get(i), keys, depth);
      changed |= after != copy.get(i);
      copy.set(i, after);
    }
    return changed ? Json.list(copy) : list;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> object, String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object);
    copy.put(key, value);
    return Json.object(copy);
  }

  private static @Nullable Object named(@Nullable Object value) {
    Map<String, @Nullable Object> object = Json.asObject(value);
    if (object != null) return namedMembers(object);
    List<@Nullable Object> list = Json.asList(value);
    return list == null ? value : namedElements(list);
  }

  private static Map<String, @Nullable Object> namedMembers(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> copy = null;
    for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
      Object before = member.getValue();
      boolean says = before != null && !(before instanceof Boolean);
      Object after = says && SecretNames.isOne(member.getKey()) ? HIDDEN : named(before);
      if (after == before) continue;
      if (copy == null) copy = new LinkedHashMap<>(object);
      copy.put(member.getKey(), after);
    }
    return copy == null ? object : Json.object(copy);
  }

  private static List<@Nullable Object> namedElements(List<@Nullable Object> list) {
    List<@Nullable Object> copy = null;
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = named(before);
      if (after == before) continue;
      if (copy == null) copy = new ArrayList<>(list);
      copy.set(i, after);
    }
    return copy == null ? list : Json.list(copy);
  }
}
