package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.JsonPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an assignment writes: the one path grammar ({@code payload.a.b}, {@code vars.a[0].b},
 * {@code meta.a}, a JSON pointer such as {@code /vars/a/0}, or a path that begins with no root,
 * which means {@code vars.<path>}).
 *
 * @param root what is written into
 * @param inside where inside the root
 */
public record AssignPath(Root root, JsonPath inside) {
  /** The parts of a run's data that can be written. */
  public enum Root {
    PAYLOAD("payload"),
    VARS("vars"),
    META("meta");

    private final String text;

    Root(String text) {
      this.text = text;
    }

    /** The name it has in expressions. */
    public String text() {
      return text;
    }
  }

  /** What a text turned out to be. */
  public sealed interface Parsing {
    record Parsed(AssignPath path) implements Parsing {}

    /**
     * @param message a sentence for the author
     * @param suggestion a path that was perhaps meant; null when there is none
     */
    record Refused(String message, @Nullable String suggestion) implements Parsing {}
  }

  private static final List<String> FORBIDDEN_KEYS =
      List.of("__proto__", "prototype", "constructor");

  /** Facts of a run, which only the core writes. */
  private static final List<String> RUN_FACTS =
      List.of("runId", "workflowId", "workflowVersion", "version", "tenantId", "startedAt", "tags");

  /** Reads a path's text. Blanks around it do not count. Never throws. */
  public static Parsing parse(String text) {
    return switch (JsonPath.parse(text.strip())) {
      case JsonPath.Parsing.Malformed malformed ->
          new Parsing.Refused("This is no path to write to: " + malformed.message() + ".", null);
      case JsonPath.Parsing.Parsed parsed -> rooted(parsed.path(), text.strip());
    };
  }

  private static Parsing rooted(JsonPath path, String text) {
    for (JsonPath.Key key : path.keys()) {
      if (key instanceof JsonPath.Key.Member(String name) && FORBIDDEN_KEYS.contains(name)) {
        return new Parsing.Refused("The name '" + name + "' is not allowed in a path.", null);
      }
    }
    String first = path.keys().get(0) instanceof JsonPath.Key.Member(String name) ? name : "";
    if (first.equals("error")) {
      return new Parsing.Refused("'error' cannot be written; it belongs to its handler.", null);
    }
    for (Root root : Root.values()) {
      if (root.text.equals(first)) return inside(root, path.tail());
    }
    if (text.charAt(0) == '/') {
      return new Parsing.Refused("A pointer begins with /payload, /vars or /meta.", "/vars" + text);
    }
    return new Parsing.Parsed(new AssignPath(Root.VARS, path));
  }

  private static Parsing inside(Root root, @Nullable JsonPath inside) {
    if (inside == null) {
      return new Parsing.Refused(
          "'" + root.text + "' as a whole cannot be written; name a member of it.", null);
    }
    if (!(inside.keys().get(0) instanceof JsonPath.Key.Member(String name))) {
      return new Parsing.Refused("'" + root.text + "' is an object and has no index.", null);
    }
    if (root == Root.META && RUN_FACTS.contains(name)) {
      return new Parsing.Refused(
          "'meta." + name + "' is a fact of the run and cannot be written.", "vars." + name);
    }
    return new Parsing.Parsed(new AssignPath(root, inside));
  }

  /** A text that {@link #parse} reads as this very path. */
  public String text() {
    String text = inside.text();
    return text.charAt(0) == '/' ? "/" + root.text + text : root.text + "." + text;
  }
}
