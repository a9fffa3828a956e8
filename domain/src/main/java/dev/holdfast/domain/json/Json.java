package dev.holdfast.domain.json;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value is in the core, and what can be asked of one.
 *
 * <p>{@link #of} makes a value of the core from any Java tree; all other methods expect one. Values
 * are immutable and may be shared between threads.
 */
public final class Json {
  /** The object without members. */
  public static final Map<String, @Nullable Object> EMPTY_OBJECT =
      Collections.unmodifiableMap(new LinkedHashMap<>());

  /** The list without elements. */
  public static final List<@Nullable Object> EMPTY_LIST =
      Collections.unmodifiableList(new ArrayList<>());

  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(java.util.Locale.ROOT);

  private Json() {}

  /**
   * Copies a tree of maps, lists, strings, numbers, booleans and nulls into the core's vocabulary.
   * Maps keep their order. Numbers are brought to their one form. Text becomes well-formed Unicode:
   * a surrogate without its partner turns into U+FFFD.
   *
   * @throws NotJson when it holds anything else, a number that is not finite or has more than
   *     {@link Limits#NUMBER_DIGITS} digits, a key that is no string, or is deeper than {@link
   *     Limits#DEPTH}
   */
  public static @Nullable Object of(@Nullable Object value) {
    return copy(value, "", Limits.DEPTH);
  }

  /** {@link #of} for a value that must be an object. */
  public static Map<String, @Nullable Object> objectOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) return copyObject(object, "", Limits.DEPTH);
    throw new NotJson("expected an object, but " + kind(value), "");
  }

  /**
   * A number in its one form.
   *
   * @throws NotJson as {@link #of}
   */
  public static Number number(Number number) {
    return JsonNumber.normal(number, "");
  }

  /** Makes an immutable object of members that are values of the core already. Shares them. */
  public static Map<String, @Nullable Object> object(
      Map<String, ? extends @Nullable Object> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Makes an immutable list of elements that are values of the core already. Shares them. */
  public static List<@Nullable Object> list(List<? extends @Nullable Object> elements) {
    return Collections.unmodifiableList(new ArrayList<>(elements));
  }

  /** The value as an object, or null when it is something else. */
  @SuppressWarnings("unchecked") // Objects of the core have string keys.
  public static @Nullable Map<String, @Nullable Object> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> object ? (Map<String, @Nullable Object>) object : null;
  }

  /** The value as a list, or null when it is something else. */
  @SuppressWarnings("unchecked") // A list of the core holds values of the core.
  public static @Nullable List<@Nullable Object> asList(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }

  /** What a value is, with its article, for messages: {@code an object}, {@code null}. */
  public static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> object -> "an object";
      case List<?> list -> "a list";
      case String text -> "a string";
      case Boolean truth -> "a boolean";
      case Number number -> "a number";
      case Object other -> "a " + other.getClass().getSimpleName();
    };
  }

  /** Equality by value: numbers by their value, members in any order. */
  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) return compareNumbers(a, b) == 0;
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) return equalObjects(a, b);
    if (left instanceof List<?> a && right instanceof List<?> b) return equalLists(a, b);
    return Objects.equals(left, right);
  }

  private static boolean equalObjects(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) return false;
    for (Map.Entry<?, ?> member : left.entrySet()) {
      Object other = right.get(member.getKey());
      if (other == null && !right.containsKey(member.getKey())) return false;
      if (!equal(member.getValue(), other)) return false;
    }
    return true;
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) return false;
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) return false;
    }
    return true;
  }

  /** Compares two numbers of the core by value. */
  public static int compareNumbers(Number left, Number right) {
    return JsonNumber.compare(left, right);
  }

  /** A number of the core in plain digits, exactly. */
  public static String numberText(Number number) {
    return JsonNumber.text(number);
  }

  /** JSON text without blanks, members in their order. */
  public static String text(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    JsonText.writeInOrder(out, value);
    return out.toString();
  }

  /** JSON text without blanks, members of every object sorted: equal values give equal texts. */
  public static String canonicalText(@Nullable Object value) {
    return canonicalText(value, pointer -> false);
  }

  /**
   * As {@link #canonicalText(Object)}, but members keep their order in objects for whose JSON
   * pointer {@code keepsOrder} holds.
   */
  public static String canonicalText(@Nullable Object value, Predicate<String> keepsOrder) {
    StringBuilder out = new StringBuilder();
    JsonText.write(out, value, "", keepsOrder);
    return out.toString();
  }

  /** Bytes of the value's JSON text in UTF-8. Builds nothing. */
  public static long utf8Size(@Nullable Object value) {
    return JsonSize.of(value);
  }

  /** Whether objects and lists are nested deeper than {@code limit}; looks no further than that. */
  public static boolean isDeeperThan(@Nullable Object value, int limit) {
    if (value instanceof Map<?, ?> object) {
      if (limit == 0) return true;
      for (Object member : object.values()) if (isDeeperThan(member, limit - 1)) return true;
    } else if (value instanceof List<?> list) {
      if (limit == 0) return true;
      for (Object element : list) if (isDeeperThan(element, limit - 1)) return true;
    }
    return false;
  }

  /** Whether some list inside has more than {@link Limits#LIST_LENGTH} elements. */
  public static boolean hasLongList(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      for (Object member : object.values()) if (hasLongList(member)) return true;
    } else if (value instanceof List<?> list) {
      if (list.size() > Limits.LIST_LENGTH) return true;
      for (Object element : list) if (hasLongList(element)) return true;
    }
    return false;
  }

  /** An instant as every part of the system shows it: UTC, always with milliseconds. */
  public static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /** Appends a member name or list index to a JSON pointer. */
  public static String pointer(String parent, String key) {
    boolean plain = key.indexOf('~') < 0 && key.indexOf('/') < 0;
    return parent + "/" + (plain ? key : key.replace("~", "~0").replace("/", "~1"));
  }

  private static @Nullable Object copy(@Nullable Object value, String pointer, int depth) {
    return switch (value) {
      case null -> null;
      case String text -> wellFormed(text);
      case Boolean truth -> truth;
      case Number number -> JsonNumber.normal(number, pointer);
      case Map<?, ?> object -> copyObject(object, pointer, depth);
      case List<?> list -> copyList(list, pointer, depth);
      case Object other -> throw notJson(other, pointer);
    };
  }

  private static Map<String, @Nullable Object> copyObject(
      Map<?, ?> object, String pointer, int depth) {
    if (depth == 0) throw tooDeep(pointer);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object.size() * 2);
    for (Map.Entry<?, ?> member : object.entrySet()) {
      if (!(member.getKey() instanceof String key)) {
        throw new NotJson("expected string keys, but " + kind(member.getKey()), pointer);
      }
      copy.put(wellFormed(key), copy(member.getValue(), pointer(pointer, key), depth - 1));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static List<@Nullable Object> copyList(List<?> list, String pointer, int depth) {
    if (depth == 0) throw tooDeep(pointer);
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object element : list) {
      copy.add(copy(element, pointer + "/" + copy.size(), depth - 1));
    }
    return Collections.unmodifiableList(copy);
  }

  static String wellFormed(String text) {
    int broken = firstLoneSurrogate(text);
    if (broken < 0) return text;
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, broken);
    text.substring(broken)
        .codePoints()
        .forEach(point -> out.appendCodePoint(isSurrogate(point) ? 0xFFFD : point));
    return out.toString();
  }

  private static int firstLoneSurrogate(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (isSurrogate(point)) return at;
      at += Character.charCount(point);
    }
    return -1;
  }

  /** A surrogate that stands as a code point of its own has no partner. */
  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  static NotJson notJson(Object other, String pointer) {
    return new NotJson("expected a JSON value, but " + kind(other), pointer);
  }

  private static NotJson tooDeep(String pointer) {
    return new NotJson("expected at most " + Limits.DEPTH + " levels, but more", pointer);
  }
}
