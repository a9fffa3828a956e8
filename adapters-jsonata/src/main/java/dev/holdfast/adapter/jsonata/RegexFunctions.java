package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Utils.JList;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that take a regular expression; all run in time linear to the text. */
final class RegexFunctions {
  private RegexFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "match",
            "<s-f<s:o>n?:a<o>>",
            5,
            "$match(text, /regex/[, limit])",
            "The matches, each with match, index and groups.",
            RegexFunctions::match),
        FunctionEntry.of(
            "contains",
            "<s-(sf):b>",
            1,
            "$contains(text, part)",
            "Whether a string or a regular expression occurs.",
            RegexFunctions::contains),
        FunctionEntry.of(
            "split",
            "<s-(sf)n?:a<s>>",
            1,
            "$split(text, separator[, limit])",
            "The parts between separators (a string or a regular expression).",
            RegexFunctions::split),
        FunctionEntry.of(
            "replace",
            "<s-(sf)(sf)n?:s>",
            1,
            "$replace(text, pattern, replacement[, limit])",
            "With occurrences replaced by a string ($1 is a group) or by what a function makes.",
            RegexFunctions::replace));
  }

  private static Pattern regex(Call call, int index) {
    if (call.value(index) instanceof java.util.regex.Pattern pattern) {
      Pattern regex = call.meter().program().regex(pattern);
      if (regex != null) {
        return regex;
      }
    }
    throw call.misfit(index);
  }

  private static Matcher matcher(Call call, int index, String text) {
    Pattern regex = regex(call, index);
    call.meter().charge(1 + (((long) text.length() * regex.programSize()) >> 5));
    return regex.matcher(text);
  }

  private static boolean findNext(Call call, Matcher matcher) {
    if (!matcher.find()) {
      return false;
    }
    if (matcher.end() == matcher.start()) {
      throw call.meter().fail("D1004", "The regular expression matches an empty string.");
    }
    call.meter().charge(1);
    return true;
  }

  private static int limit(Call call, int index, String code) {
    if (!call.has(index)) {
      return Integer.MAX_VALUE;
    }
    double limit = call.number(index, 0);
    if (limit < 0) {
      throw call.meter().fail(code, "The limit of " + call.function().written() + " is negative.");
    }
    return (int) Math.ceil(Math.min(limit, Integer.MAX_VALUE));
  }

  private static Map<String, Object> found(Matcher matcher, boolean position) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("match", matcher.group());
    if (position) {
      found.put("index", matcher.start());
    } else {
      found.put("start", matcher.start());
      found.put("end", matcher.end());
    }
    found.put("groups", groups(matcher));
    return found;
  }

  private static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }

  private static @Nullable Object match(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    int limit = limit(call, 2, "D3040");
    Matcher matcher = matcher(call, 1, text);
    JList<@Nullable Object> matches = Call.sequence();
    while (matches.size() < limit && findNext(call, matcher)) {
      matches.add(found(matcher, true));
      call.meter().charge(matcher.groupCount());
    }
    return matches;
  }

  private static @Nullable Object contains(Call call) {
    String text = call.text(0);
    if (text == null || !call.has(1)) {
      return null;
    }
    if (call.value(1) instanceof String part) {
      call.meter().charge((text.length() + part.length()) >> 6);
      return text.contains(part);
    }
    return findNext(call, matcher(call, 1, text));
  }

  private static @Nullable Object split(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    int limit = limit(call, 2, "D3020");
    List<String> parts = new ArrayList<>();
    if (!call.has(1)) {
      parts.add(text);
    } else if (!(call.value(1) instanceof String separator)) {
      splitByRegex(call, text, limit, parts);
    } else if (separator.isEmpty()) {
      characters(call, text, whole(call, limit), parts);
    } else {
      splitByText(call, text, separator, whole(call, limit), parts);
    }
    return parts;
  }

  /** A limit with decimals is rounded up but for separators that are strings. */
  private static int whole(Call call, int limit) {
    return call.has(2) ? (int) Math.min(call.number(2, 0), limit) : limit;
  }

  private static void add(Call call, List<String> parts, String part) {
    parts.add(part);
    if (parts.size() > call.meter().limits().items()) {
      call.meter().items(parts.size());
    }
  }

  private static void characters(Call call, String text, int limit, List<String> parts) {
    for (int at = 0; at < text.length() && parts.size() < limit; ) {
      int character = text.codePointAt(at);
      add(call, parts, Character.toString(character));
      at += Character.charCount(character);
    }
  }

  private static void splitByText(
      Call call, String text, String separator, int limit, List<String> parts) {
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && parts.size() < limit) {
      add(call, parts, text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    if (parts.size() < limit) {
      add(call, parts, text.substring(from));
    }
  }

  private static void splitByRegex(Call call, String text, int limit, List<String> parts) {
    Matcher matcher = matcher(call, 1, text);
    int from = 0;
    while (parts.size() < limit && findNext(call, matcher)) {
      add(call, parts, text.substring(from, matcher.start()));
      from = matcher.end();
    }
    if (parts.size() < limit) {
      add(call, parts, text.substring(from));
    }
  }

  private static @Nullable Object replace(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    int limit = limit(call, 3, "D3011");
    if (!call.has(1) || !call.has(2)) {
      return text;
    }
    if (!(call.value(1) instanceof String part)) {
      return replaceByRegex(call, text, limit);
    }
    if (part.isEmpty()) {
      throw call.meter().fail("D3010", "$replace cannot look for an empty string.");
    }
    String replacement = call.required(2);
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int at = text.indexOf(part);
    for (int n = 0; n < limit && at >= 0; n++) {
      replaced.append(text, from, at).append(replacement);
      grown(call, replaced);
      from = at + part.length();
      at = text.indexOf(part, from);
    }
    call.meter().charge(text.length() >> 6);
    return replaced.append(text, from, text.length()).toString();
  }

  private static String replaceByRegex(Call call, String text, int limit) {
    Matcher matcher = matcher(call, 1, text);
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (int n = 0; n < limit && findNext(call, matcher); n++) {
      replaced.append(text, from, matcher.start());
      if (call.value(2) instanceof String replacement) {
        expand(call, replacement, matcher, replaced);
      } else {
        Map<String, Object> match = found(matcher, false);
        List<@Nullable Object> handed = new ArrayList<>();
        handed.add(match);
        if (!(call.invoke(call.callback(2), handed) instanceof String made)) {
          throw call.meter().fail("D3012", "The function given to $replace must make a string.");
        }
        replaced.append(made);
      }
      grown(call, replaced);
      from = matcher.end();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static void grown(Call call, StringBuilder replaced) {
    if (replaced.length() > call.meter().limits().text()) {
      call.meter().text(replaced.length());
    }
    call.meter().charge(1);
  }

  /**
   * {@code $$} is a dollar, {@code $0} the match, {@code $n} a group: of as many digits as the
   * number of groups has, or of one less where that is beyond the groups.
   */
  private static void expand(Call call, String replacement, Matcher matcher, StringBuilder out) {
    call.meter().charge(replacement.length() >> 6);
    int most = String.valueOf(Math.max(1, matcher.groupCount())).length();
    for (int at = 0; at < replacement.length(); at++) {
      char c = replacement.charAt(at);
      if (c != '$') {
        out.append(c);
      } else if (replacement.startsWith("$", at + 1)) {
        out.append('$');
        at++;
      } else {
        int digits = digits(replacement, at + 1, most);
        if (digits > 1 && group(replacement, at, digits) > matcher.groupCount()) {
          digits--;
        }
        if (digits == 0) {
          out.append('$');
        } else {
          int group = group(replacement, at, digits);
          String found = group <= matcher.groupCount() ? matcher.group(group) : null;
          out.append(found == null ? "" : found);
          at += digits;
        }
      }
    }
  }

  private static int digits(String text, int from, int most) {
    int digits = 0;
    while (digits < most
        && from + digits < text.length()
        && text.charAt(from + digits) >= '0'
        && text.charAt(from + digits) <= '9') {
      digits++;
    }
    // $0 is the match, whatever follows.
    return digits > 0 && text.charAt(from) == '0' ? 1 : digits;
  }

  private static int group(String text, int dollar, int digits) {
    return Integer.parseInt(text, dollar + 1, dollar + 1 + digits, 10);
  }
}
