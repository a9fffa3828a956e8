package dev.holdfast.domain.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of a value's JSON text without building it. */
final class JsonSize {
  private JsonSize() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 4;
      case String text -> of(text);
      case Long number -> JsonNumber.length(number);
      case Boolean truth -> truth ? 4 : 5;
      case Map<?, ?> object -> ofObject(object);
      case List<?> list -> ofList(list);
      case Number number -> JsonNumber.length(number);
      case Object other -> throw Json.notJson(other, "");
    };
  }

  private static long ofObject(Map<?, ?> object) {
    // Two braces, a comma between members, a colon in each.
    long size = 2L + Math.max(0, object.size() - 1) + object.size();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      size += of((String) member.getKey()) + of(member.getValue());
    }
    return size;
  }

  private static long ofList(List<?> list) {
    long size = 2L + Math.max(0, list.size() - 1);
    for (Object element : list) size += of(element);
    return size;
  }

  static long of(String text) {
    int length = text.length();
    long size = 2L + length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) size += c < 0x800 ? 1 : Character.isSurrogate(c) ? 1 : 2;
      else if (c < 0x20 || c == '"' || c == '\\') size += JsonText.escapeLength(c) - 1;
    }
    return size;
  }
}
