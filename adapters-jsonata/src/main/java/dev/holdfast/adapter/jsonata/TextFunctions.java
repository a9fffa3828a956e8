package dev.holdfast.adapter.jsonata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on strings. Characters are code points, so that an emoji is one. */
final class TextFunctions {
  private TextFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "string",
            "<x-b?:s>",
            2,
            "$string(value[, pretty])",
            "The value as text; objects and lists as JSON.",
            TextFunctions::string),
        FunctionEntry.of(
            "length",
            "<s-:n>",
            0,
            "$length(text)",
            "The number of characters.",
            TextFunctions::length),
        FunctionEntry.of(
            "substring",
            "<s-nn?:s>",
            1,
            "$substring(text, start[, length])",
            "The part from a position (from 0; negative: from the end).",
            TextFunctions::substring),
        FunctionEntry.of(
            "substringBefore",
            "<s-s:s>",
            1,
            "$substringBefore(text, part)",
            "The text before the first occurrence, or all of it.",
            call -> around(call, true)),
        FunctionEntry.of(
            "substringAfter",
            "<s-s:s>",
            1,
            "$substringAfter(text, part)",
            "The text after the first occurrence, or all of it.",
            call -> around(call, false)),
        FunctionEntry.of(
            "uppercase",
            "<s-:s>",
            1,
            "$uppercase(text)",
            "The text in upper case.",
            call -> inCase(call, true)),
        FunctionEntry.of(
            "lowercase",
            "<s-:s>",
            1,
            "$lowercase(text)",
            "The text in lower case.",
            call -> inCase(call, false)),
        FunctionEntry.of(
            "trim",
            "<s-:s>",
            1,
            "$trim(text)",
            "Without white space around it, and with single spaces within.",
            TextFunctions::trim),
        FunctionEntry.of(
            "pad",
            "<s-ns?:s>",
            1,
            "$pad(text, width[, char])",
            "Filled up to a width, on the right, or on the left where the width is negative.",
            TextFunctions::pad),
        FunctionEntry.of(
            "join",
            "<a<s>s?:s>",
            1,
            "$join(texts[, separator])",
            "The strings of a list in one.",
            TextFunctions::join),
        FunctionEntry.of(
            "base64encode",
            "<s-:s>",
            2,
            "$base64encode(text)",
            "The text's UTF-8 bytes in Base64.",
            TextFunctions::base64encode),
        FunctionEntry.of(
            "base64decode",
            "<s-:s>",
            2,
            "$base64decode(text)",
            "The text whose UTF-8 bytes are given in Base64.",
            TextFunctions::base64decode));
  }

  private static @Nullable Object string(Call call) {
    Object value = call.value(0);
    return value == null
        ? null
        : JsonText.of(value, Boolean.TRUE.equals(call.value(1)), call.meter());
  }

  private static @Nullable Object length(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().charge(text.length() >> 8);
    return text.codePointCount(0, text.length());
  }

  private static @Nullable Object substring(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    int length = text.codePointCount(0, text.length());
    call.meter().charge(length >> 8);
    long start = (long) call.number(1, 0);
    if (length + start < 0) {
      start = 0;
    }
    long end = length;
    if (call.has(2)) {
      double wanted = call.number(2, 0);
      if (wanted <= 0) {
        return "";
      }
      end = (long) ((start >= 0 ? start : length + start) + wanted);
    }
    long from = Math.min(start >= 0 ? start : length + start, length);
    long to = Math.clamp(end, 0, length);
    if (to <= from) {
      return "";
    }
    int first = text.offsetByCodePoints(0, (int) from);
    return text.substring(first, text.offsetByCodePoints(first, (int) (to - from)));
  }

  private static @Nullable Object around(Call call, boolean before) {
    String text = call.text(0);
    String part = call.text(1);
    if (text == null || part == null) {
      return text;
    }
    call.meter().charge((text.length() + part.length()) >> 6);
    int at = text.indexOf(part);
    if (at < 0) {
      return text;
    }
    return before ? text.substring(0, at) : text.substring(at + part.length());
  }

  private static @Nullable Object inCase(Call call, boolean upper) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length());
    return upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object trim(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length());
    StringBuilder trimmed = new StringBuilder();
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        space = !trimmed.isEmpty();
      } else {
        trimmed.append(space ? " " : "").append(c);
        space = false;
      }
    }
    return trimmed.toString();
  }

  private static @Nullable Object pad(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    long width = (long) call.number(1, 0);
    String filling = call.text(2, " ");
    int[] characters = (filling.isEmpty() ? " " : filling).codePoints().toArray();
    call.meter().text(Math.abs(width));
    int missing = (int) (Math.abs(width) - text.codePointCount(0, text.length()));
    if (missing <= 0) {
      return text;
    }
    StringBuilder padding = new StringBuilder(missing);
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(characters[i % characters.length]);
    }
    return width < 0 ? padding + text : text + padding;
  }

  private static @Nullable Object join(Call call) {
    List<?> texts = call.list(0);
    if (texts == null) {
      return null;
    }
    String separator = call.text(1, "");
    call.meter().items(texts.size());
    long length = 0;
    for (Object text : texts) {
      if (!(text instanceof String part)) {
        throw call.misfit(0);
      }
      length += part.length() + separator.length();
    }
    call.meter().text(length);
    StringBuilder joined = new StringBuilder((int) length);
    for (Object text : texts) {
      joined.append(text).append(separator);
    }
    joined.setLength(Math.max(0, joined.length() - separator.length()));
    return joined.toString();
  }

  private static @Nullable Object base64encode(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length() * 3L);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Object base64decode(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length());
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw call.meter().fail("D3137", "The argument of $base64decode is not Base64.");
    }
  }
}
