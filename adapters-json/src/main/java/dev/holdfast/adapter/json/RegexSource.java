package dev.holdfast.adapter.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a regular expression from its text, before anything is compiled. */
final class RegexSource {
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?\\}");
  private static final Pattern CODE_POINT =
      Pattern.compile("[\\\\](?:[\\\\]|u([0-9A-Fa-f]{4})|u\\{([0-9A-Fa-f]{1,6})\\})");

  private RegexSource() {}

  /** ECMAScript's escapes of code points (a backslash, u, digits) as RE2 writes them. */
  static String withCodePoints(String source) {
    Matcher matcher = CODE_POINT.matcher(source);
    StringBuilder translated = new StringBuilder();
    while (matcher.find()) {
      String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      String replacement = digits == null ? matcher.group() : "\\x{" + digits + "}";
      matcher.appendReplacement(translated, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(translated).toString();
  }

  /**
   * An upper bound of the atoms that remain when every counted repeat is written out. Malformed
   * text gives some number: the compiler refuses it afterwards.
   */
  static long size(String source) {
    Deque<Long> outer = new ArrayDeque<>();
    Matcher repeat = REPEAT.matcher(source);
    long sum = 0;
    long last = 0;
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '(') {
        outer.push(sum + last);
        sum = 0;
        last = 0;
        at++;
      } else if (c == ')' && !outer.isEmpty()) {
        last = sum + last + 1;
        sum = outer.pop();
        at++;
      } else if (c == '{' && repeat.find(at) && repeat.start() == at) {
        last = saturated(last, times(repeat));
        at = repeat.end();
      } else {
        sum = Math.min(sum + last, Integer.MAX_VALUE);
        last = 1;
        at = endOfAtom(source, at);
      }
    }
    while (!outer.isEmpty()) sum += outer.pop();
    return sum + last;
  }

  private static long times(Matcher repeat) {
    long least = Long.parseLong(repeat.group(1));
    String most = repeat.group(3);
    return Math.max(1, most == null || most.isEmpty() ? least + 1 : Long.parseLong(most));
  }

  private static long saturated(long size, long times) {
    return Math.min(size * times, Integer.MAX_VALUE);
  }

  private static int endOfAtom(String source, int at) {
    if (source.charAt(at) == '\\') return Math.min(at + 2, source.length());
    if (source.charAt(at) != '[') return at + 1;
    // A class counts as one atom; a bracket right after its start stands for itself.
    int end = at + 1;
    if (end < source.length() && source.charAt(end) == '^') end++;
    if (end < source.length() && source.charAt(end) == ']') end++;
    while (end < source.length() && source.charAt(end) != ']') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, source.length());
  }
}
