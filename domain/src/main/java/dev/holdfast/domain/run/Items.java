package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of a loop. */
final class Items {
  private Items() {}

  static List<@Nullable Object> list(Held items) {
    List<@Nullable Object> list = Json.asList(items.value());
    if (list == null) throw new IllegalStateException("expected a loop to hold a list of items");
    return list;
  }

  /**
   * As if the expression were written with {@code []}: missing is the empty list, and a path with
   * one match is a list of one. Any other expression must give a list.
   */
  static Held of(Fold fold, Scope scope, Step.ForEach loop) {
    Lookup found = Values.find(fold, scope, loop.items(), "items");
    if (!found.found()) return Held.of(Json.EMPTY_LIST);
    List<@Nullable Object> list = Json.asList(found.value());
    if (list == null && isPath(loop.items())) {
      list = Json.list(Collections.singletonList(found.value()));
    }
    if (list == null) {
      throw new Raised(
          ErrorCode.ITEMS_NOT_A_LIST,
          "items: expected a list, but " + Json.kind(found.value()),
          Values.source(loop.items()));
    }
    return Sizes.held(fold, list, "items");
  }

  private static boolean isPath(Value value) {
    return value instanceof Value.Expr expr && isPath(expr.expression().source().strip());
  }

  /** Names joined by dots, each with predicates in brackets or not: no operator, no call. */
  private static boolean isPath(String source) {
    int at = 0;
    while (true) {
      at = afterName(source, at);
      while (at > 0 && at < source.length() && source.charAt(at) == '[') {
        at = afterBracket(source, at);
      }
      if (at < 0 || at == source.length()) return at > 0;
      if (source.charAt(at) != '.') return false;
      at++;
    }
  }

  /** The position after a name, a quoted name or a wildcard; -1 when there is none. */
  private static int afterName(String source, int from) {
    if (from < source.length() && source.charAt(from) == '`') {
      int end = source.indexOf('`', from + 1);
      return end < 0 ? -1 : end + 1;
    }
    int at = from;
    while (at < source.length() && isNamePart(source.charAt(at))) at++;
    return at == from ? -1 : at;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '*';
  }

  /** The position after the bracket that closes the one here; -1 when none does. */
  private static int afterBracket(String source, int from) {
    int depth = 0;
    char quote = 0;
    for (int at = from; at < source.length(); at++) {
      char c = source.charAt(at);
      if (quote != 0) {
        if (c == '\\') at++;
        else if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return at + 1;
      }
    }
    return -1;
  }
}
