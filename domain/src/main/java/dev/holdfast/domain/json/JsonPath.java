package dev.holdfast.domain.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place inside a JSON value, as users write it: {@code a.b[0].c}, or a JSON pointer such as
 * {@code /a/b/0/c}. Used for reading by filters and correlation rules, and for writing by
 * assignments.
 *
 * @param keys outermost first; never empty
 */
public record JsonPath(List<Key> keys) {
  /** Characters of a path's text. */
  public static final int MAX_LENGTH = 512;

  /** Keys of a path. */
  public static final int MAX_KEYS = 32;

  /** One step inwards. */
  public sealed interface Key {
    /** A member's name; where a list stands, plain digits are an index into it. */
    record Member(String name) implements Key {}

    /** An index written in brackets: always into a list. */
    record Index(int index) implements Key {}
  }

  /** What a text turned out to be. */
  public sealed interface Parsing {
    record Parsed(JsonPath path) implements Parsing {}

    /**
     * @param message what was expected, as a sentence part
     */
    record Malformed(String message) implements Parsing {}
  }

  public JsonPath {
    if (keys.isEmpty()) throw new IllegalArgumentException("expected at least one key, but none");
    keys = List.copyOf(keys);
  }

  /** Reads a path's text. Never throws. */
  public static Parsing parse(String text) {
    if (text.isEmpty()) return new Parsing.Malformed("expected a path, but the text is empty");
    if (text.length() > MAX_LENGTH) {
      return new Parsing.Malformed(
          "expected at most " + MAX_LENGTH + " characters, but " + text.length());
    }
    List<Key> keys = new ArrayList<>();
    String problem = text.charAt(0) == '/' ? pointer(text, keys) : dotted(text, keys);
    if (problem == null && keys.size() > MAX_KEYS) {
      problem = "expected at most " + MAX_KEYS + " parts, but " + keys.size();
    }
    return problem == null
        ? new Parsing.Parsed(new JsonPath(keys))
        : new Parsing.Malformed(problem);
  }

  private static @Nullable String pointer(String text, List<Key> keys) {
    for (String token : split(text.substring(1), '/')) {
      String rest = token.replace("~0", "").replace("~1", "");
      if (rest.indexOf('~') >= 0) return "expected '~0' or '~1' where '~' stands";
      String name = token.replace("~1", "/").replace("~0", "~");
      String problem = nameProblem(name);
      if (problem != null) return problem;
      keys.add(new Key.Member(name));
    }
    return null;
  }

  private static @Nullable String dotted(String text, List<Key> keys) {
    for (String part : split(text, '.')) {
      int bracket = part.indexOf('[');
      String name = bracket < 0 ? part : part.substring(0, bracket);
      if (!name.equals(name.strip())) return "expected no blanks around a name";
      if (name.indexOf(']') >= 0) return "expected '[' before ']'";
      String problem = nameProblem(name);
      if (problem != null) return problem;
      keys.add(new Key.Member(name));
      problem = bracket < 0 ? null : indexes(part.substring(bracket), keys);
      if (problem != null) return problem;
    }
    return null;
  }

  private static @Nullable String nameProblem(String name) {
    if (name.isEmpty()) return "expected a name, but one part is empty";
    if (!Json.wellFormed(name).equals(name)) return "expected well-formed Unicode";
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) return "expected no control characters";
    }
    return null;
  }

  /** Reads {@code [0][12]}. */
  private static @Nullable String indexes(String text, List<Key> keys) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf(']', at);
      if (text.charAt(at) != '[' || end < 0) return "expected indexes such as [0]";
      int index = indexIn(text.substring(at + 1, end));
      if (index < 0) {
        return "expected an index from 0 to " + (Limits.LIST_LENGTH - 1) + " in brackets";
      }
      keys.add(new Key.Index(index));
      at = end + 1;
    }
    return null;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, from)) {
      parts.add(text.substring(from, end));
      from = end + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** The list index that plain digits mean, or -1 when the text is none. */
  static int indexIn(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 5;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits || (text.length() > 1 && text.charAt(0) == '0')) return -1;
    int index = Integer.parseInt(text);
    return index < Limits.LIST_LENGTH ? index : -1;
  }

  /** The index a key means in a list, or -1 when it means none. */
  static int indexIn(Key key) {
    return switch (key) {
      case Key.Index index -> index.index();
      case Key.Member member -> indexIn(member.name());
    };
  }

  /** What stands at this place. */
  public Lookup read(@Nullable Object root) {
    Object value = root;
    for (Key key : keys) {
      Lookup found = readKey(value, key);
      if (!found.found()) return found;
      value = found.value();
    }
    return Lookup.of(value);
  }

  private static Lookup readKey(@Nullable Object value, Key key) {
    Map<String, @Nullable Object> object = Json.asObject(value);
    if (object != null) {
      if (!(key instanceof Key.Member(String name))) return Lookup.MISSING;
      Object member = object.get(name);
      return member != null || object.containsKey(name) ? Lookup.of(member) : Lookup.MISSING;
    }
    List<@Nullable Object> list = Json.asList(value);
    int index = list == null ? -1 : indexIn(key);
    if (list == null || index < 0 || index >= list.size()) return Lookup.MISSING;
    return Lookup.of(list.get(index));
  }

  /** This path without its first key; null when nothing is left. */
  public @Nullable JsonPath tail() {
    return keys.size() == 1 ? null : new JsonPath(keys.subList(1, keys.size()));
  }

  /** A text that {@link #parse} reads as this very path. */
  public String text() {
    boolean dotted =
        keys.stream().allMatch(key -> !(key instanceof Key.Member(String name)) || isPlain(name));
    StringBuilder text = new StringBuilder();
    for (Key key : keys) {
      switch (key) {
        case Key.Index index when dotted -> text.append('[').append(index.index()).append(']');
        case Key.Index index -> text.append('/').append(index.index());
        case Key.Member member when dotted ->
            text.append(text.isEmpty() ? "" : ".").append(member.name());
        case Key.Member member -> text.append(Json.pointer("", member.name()));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(String name) {
    boolean plain = name.charAt(0) != '/' && name.equals(name.strip());
    for (int i = 0; plain && i < name.length(); i++) plain = ".[]".indexOf(name.charAt(i)) < 0;
    return plain;
  }
}
