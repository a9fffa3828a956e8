package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.Map;

/** What an error code of the language means, in words and without values. */
final class Sentences {
  private static final int MAX_QUOTED = 40;

  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          Map.entry("D1001", "A number is out of range."),
          Map.entry("D1004", "A regular expression matches an empty string."),
          Map.entry("D1009", "Two expressions of an object make the same key."),
          Map.entry("D2014", "A range is too long."),
          Map.entry("S0500", "The expression is malformed."),
          Map.entry("T1003", "The key of a field must be a string."),
          Map.entry("T1005", "Something is called that is no function."),
          Map.entry("T1006", "Something is called that is no function."),
          Map.entry("T1007", "Something is partially applied that is no function."),
          Map.entry("T1008", "Something is partially applied that is no function."),
          Map.entry("T2006", "The right side of ~> must be a function."),
          Map.entry("T2007", "What is sorted by must be all numbers or all strings."),
          Map.entry("T2008", "What is sorted by must be numbers or strings."),
          Map.entry("T2009", "Both sides of a comparison must be numbers, or both strings."),
          Map.entry("T2010", "Both sides of a comparison must be numbers or strings."));

  private static final Map<String, String> OF_SOURCE =
      Map.ofEntries(
          Map.entry("S0103", "The string has an unknown escape sequence."),
          Map.entry("S0104", "\\u must be followed by four hexadecimal digits."),
          Map.entry("S0203", "Something is missing at the end."),
          Map.entry("S0207", "Something is missing at the end."),
          Map.entry("S0208", "A parameter of a function must be a variable."),
          Map.entry("S0209", "A predicate cannot follow a grouping."),
          Map.entry("S0210", "A step can have one grouping only."),
          Map.entry("S0212", "The left side of := must be a variable."),
          Map.entry("S0213", "A literal cannot be a step of a path."),
          Map.entry("S0214", "The right side of @ and # must be a variable."),
          Map.entry("S0215", "A variable must be bound before the predicates of a step."),
          Map.entry("S0216", "A variable must be bound before the order of a step."),
          Map.entry("S0217", "There is no parent that % could mean here."),
          Map.entry("S0301", "A regular expression must not be empty."));

  private Sentences() {}

  static String of(String code) {
    return BY_CODE.getOrDefault(code, "The evaluation failed with " + code + ".");
  }

  static String ofSource(String code, JException exception) {
    String sentence = OF_SOURCE.get(code);
    if (sentence != null) {
      return sentence;
    }
    String token = String.valueOf(exception.getCurrent());
    String shown = token.length() > MAX_QUOTED ? token.substring(0, MAX_QUOTED) : token;
    return switch (code) {
      case "S0202" -> "Expected " + shown + ", but found " + exception.getExpected() + ".";
      default -> "Did not expect " + shown + " here.";
    };
  }
}
