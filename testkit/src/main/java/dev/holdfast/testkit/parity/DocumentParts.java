package dev.holdfast.testkit.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short ways to write documents in code. */
public final class DocumentParts {
  private DocumentParts() {}

  /** An object of names and values in turn. */
  public static Map<String, @Nullable Object> object(@Nullable Object... members) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }

  public static Map<String, @Nullable Object> expr(String source) {
    return object("$expr", source);
  }
}
