package dev.holdfast.adapter.jsonata;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.holdfast.domain.expression.ExpressionRejected;

/** Makes regular expressions run in linear time. */
final class Regexes {
  private static final int MAX_PROGRAM = 2_000;

  private Regexes() {}

  /**
   * @param offset where it stands in the source
   * @throws ExpressionRejected when it needs backtracking (look-around, back-references) or is too
   *     large
   */
  static Pattern linear(java.util.regex.Pattern pattern, int offset) {
    // Before it is compiled: nested repetitions multiply.
    if (RegexSize.of(pattern.pattern()) > MAX_PROGRAM) {
      throw tooBig(offset);
    }
    int flags = 0;
    if ((pattern.flags() & java.util.regex.Pattern.CASE_INSENSITIVE) != 0) {
      flags |= Pattern.CASE_INSENSITIVE;
    }
    if ((pattern.flags() & java.util.regex.Pattern.MULTILINE) != 0) {
      flags |= Pattern.MULTILINE;
    }
    try {
      Pattern linear = Pattern.compile(pattern.pattern(), flags);
      if (linear.programSize() > MAX_PROGRAM) {
        throw tooBig(offset);
      }
      return linear;
    } catch (PatternSyntaxException unsupported) {
      throw new ExpressionRejected(
          "REGEX_UNSUPPORTED",
          "A regular expression is not supported: " + unsupported.getDescription() + ".",
          offset);
    }
  }

  private static ExpressionRejected tooBig(int offset) {
    return new ExpressionRejected("REGEX_TOO_BIG", "A regular expression is too large.", offset);
  }
}
