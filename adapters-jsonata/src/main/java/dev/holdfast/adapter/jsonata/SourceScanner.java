package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.ExpressionRejected;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One linear pass over a source before the library's recursive parser sees it. It splits the text
 * into the same tokens as the library does, bounds everything that makes the parser slow or deep,
 * refuses what never reaches the syntax tree, and writes {@code ==} as {@code =}.
 *
 * <p>Where the library's own reading of a slash is odd (it depends on how the token before was
 * consumed), the source is refused: two readings of one text would let a bracket hide from this
 * one.
 */
final class SourceScanner {
  static final int MAX_SOURCE = 8 * 1024;
  static final int MAX_TOKENS = 2_000;
  static final int MAX_BRACKETS = 40;
  static final int MAX_OPERATORS = 480;
  static final int MAX_SIGNS = 8;
  static final int MAX_COALESCES = 8;
  static final int MAX_COALESCE_NESTING = 3;
  static final int MAX_STEP_VARIABLES = 16;
  static final int MAX_REGEX = 256;

  private static final String SPACES = " \t\n\r";
  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final String[] PAIRS = {"..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"};
  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

  private final char[] text;
  private final String source;
  private final Brackets brackets = new Brackets(MAX_BRACKETS);
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int tokens;
  private int at;
  private int operators;
  private int signs;
  private int coalesces;
  private int stepVariables;
  private int regexDepth;
  private boolean operandNext = true;
  private boolean regexNext = true;
  private String previous = "";

  private SourceScanner(String source) {
    this.source = source;
    this.text = source.toCharArray();
  }

  static ScannedSource scan(String source) {
    if (source.length() > MAX_SOURCE) {
      throw new ExpressionRejected(
          "SOURCE_TOO_LONG", "An expression may have " + MAX_SOURCE + " characters.", MAX_SOURCE);
    }
    return new SourceScanner(source).run();
  }

  private ScannedSource run() {
    while (skipBlanks()) {
      int start = at;
      token();
      if (++tokens > MAX_TOKENS) {
        throw reject("TOO_MANY_TOKENS", "An expression may have " + MAX_TOKENS + " tokens.", start);
      }
      remember(start);
    }
    if (tokens == 0) {
      throw empty();
    }
    return new ScannedSource(
        new String(text), Arrays.copyOf(starts, tokens), Arrays.copyOf(ends, tokens), coalesces);
  }

  private void remember(int start) {
    if (tokens > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    starts[tokens - 1] = start;
    ends[tokens - 1] = at;
  }

  /** Moves to the next token; false at the end. */
  private boolean skipBlanks() {
    while (at < text.length) {
      if (SPACES.indexOf(text[at]) >= 0) {
        at++;
      } else if (text[at] == '/' && at + 1 < text.length && text[at + 1] == '*') {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
          throw reject("SYNTAX", "The comment has no end.", at);
        }
        at = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private void token() {
    char c = text[at];
    if (c == '/') {
      slash();
    } else if (OPERATORS.indexOf(c) >= 0) {
      operator(operatorAt());
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c >= '0' && c <= '9') {
      number();
    } else if (c == '`') {
      quotedName();
    } else {
      name();
    }
  }

  private void slash() {
    if (operandNext && regexNext) {
      regex();
    } else if (operandNext || regexNext) {
      throw reject("SYNTAX", "Neither a regular expression nor a division may stand here.", at);
    } else {
      operator("/");
    }
  }

  private String operatorAt() {
    if (at + 1 < text.length) {
      for (String pair : PAIRS) {
        if (source.startsWith(pair, at)) {
          return pair;
        }
      }
      if (!operandNext && source.startsWith("==", at)) {
        text[at + 1] = ' ';
        return "==";
      }
    }
    return source.substring(at, at + 1);
  }

  private void operator(String operator) {
    if (!",;:)]}".contains(operator) && ++operators > MAX_OPERATORS) {
      throw reject(
          "TOO_MANY_OPERATORS", "An expression may have " + MAX_OPERATORS + " operators.", at);
    }
    switch (operator) {
      case "(", "[", "{" -> open(operator.charAt(0));
      case ")", "]", "}" -> close(operator.charAt(0));
      default -> {
        if (operandNext) {
          prefix(operator);
        } else {
          infix(operator);
        }
      }
    }
    previous = operator;
    at += operator.length();
  }

  private void open(char bracket) {
    Brackets.Kind kind = Brackets.Kind.PREFIX;
    if (bracket == '(' && previous.equals("^")) {
      kind = Brackets.Kind.ORDER_BY;
    } else if (!operandNext) {
      boolean lambda = previous.equals("function") || previous.equals("λ");
      kind =
          bracket == '(' && lambda
              ? Brackets.Kind.PARAMETERS
              : bracket == '{' && brackets.lastClosed() == Brackets.Kind.PARAMETERS
                  ? Brackets.Kind.BODY
                  : Brackets.Kind.INFIX;
    }
    if (!brackets.open(kind)) {
      throw reject(
          "NESTED_TOO_DEEP", "Brackets may be nested " + MAX_BRACKETS + " levels deep.", at);
    }
    // A regular expression is read only after a bracket that opens arguments or a predicate.
    regexNext = kind == Brackets.Kind.INFIX;
    operandNext = true;
  }

  private void close(char bracket) {
    Brackets.Kind kind = brackets.close();
    if (brackets.coalesceNesting() > MAX_COALESCE_NESTING) {
      throw reject(
          "TOO_MANY_COALESCES",
          "?? and ?: may be nested " + MAX_COALESCE_NESTING + " levels deep in brackets.",
          at);
    }
    boolean emptyPredicate = bracket == ']' && previous.equals("[");
    regexNext =
        kind == Brackets.Kind.BODY
            || kind == Brackets.Kind.ORDER_BY
            || (kind == Brackets.Kind.INFIX && emptyPredicate);
    operandNext = false;
    signs = 0;
  }

  private void prefix(String operator) {
    switch (operator) {
      case "*", "**", "%" -> operand();
      case "-" -> {
        if (++signs > MAX_SIGNS) {
          throw reject("NESTED_TOO_DEEP", "There are too many signs in a row.", at);
        }
        regexNext = false;
      }
      case "|" ->
          throw reject("FORBIDDEN_TRANSFORM", "The transform operator is not available.", at);
      case "?" -> {
        operandNext = false;
        regexNext = true;
      }
      default -> regexNext = false;
    }
    brackets.forgetLast();
  }

  private void infix(String operator) {
    if (operator.equals("<") && brackets.lastClosed() == Brackets.Kind.PARAMETERS) {
      throw reject("FORBIDDEN_SIGNATURE", "Signatures of functions are not available.", at);
    }
    if (operator.equals("??") || operator.equals("?:")) {
      brackets.coalesce();
      if (++coalesces > MAX_COALESCES) {
        throw reject(
            "TOO_MANY_COALESCES", "An expression may have " + MAX_COALESCES + " ?? and ?:.", at);
      }
    }
    if ((operator.equals("@") || operator.equals("#")) && ++stepVariables > MAX_STEP_VARIABLES) {
      throw reject(
          "TOO_MANY_VARIABLES", "A path may bind " + MAX_STEP_VARIABLES + " variables.", at);
    }
    operandNext = true;
    regexNext = true;
    signs = 0;
    brackets.forgetLast();
  }

  private void operand() {
    operandNext = false;
    regexNext = false;
    signs = 0;
    brackets.forgetLast();
  }

  private void string(char quote) {
    int start = at++;
    while (at < text.length && text[at] != quote) {
      at += text[at] == '\\' ? 2 : 1;
    }
    if (at >= text.length) {
      throw reject("SYNTAX", "The string has no end.", start);
    }
    at++;
    previous = "";
    operand();
  }

  private void quotedName() {
    int end = source.indexOf('`', at + 1);
    if (end < 0) {
      throw reject("SYNTAX", "The quoted name has no end.", at);
    }
    String name = source.substring(at + 1, end);
    previous = name.equals("function") || name.equals("λ") ? name : "";
    at = end + 1;
    operand();
  }

  private void number() {
    Matcher matcher = NUMBER.matcher(source).region(at, text.length);
    if (!matcher.lookingAt()) {
      throw reject("SYNTAX", "The number is malformed.", at);
    }
    String digits = matcher.group();
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw reject("NUMBER_TOO_LARGE", "The number is out of range.", at);
    }
    if (value >= Numbers.MAX_EXACT && !keeps(digits, value)) {
      throw reject(
          "NUMBER_TOO_LARGE", "The number has more digits than can be kept; use a string.", at);
    }
    at = matcher.end();
    previous = "";
    operand();
  }

  /** The library makes a long of a double within the range of a long, whatever it was before. */
  private static boolean keeps(String digits, double value) {
    BigDecimal exact = new BigDecimal(digits);
    return Math.abs(value) < Numbers.LONG_RANGE
        ? exact.compareTo(new BigDecimal(value)) == 0
        : Numbers.survives(exact, value);
  }

  private void name() {
    int start = at;
    while (at < text.length && SPACES.indexOf(text[at]) < 0 && OPERATORS.indexOf(text[at]) < 0) {
      at++;
    }
    previous = source.substring(start, at);
    boolean word = previous.equals("and") || previous.equals("or") || previous.equals("in");
    if (word && !operandNext) {
      if (++operators > MAX_OPERATORS) {
        throw reject(
            "TOO_MANY_OPERATORS", "An expression may have " + MAX_OPERATORS + " operators.", start);
      }
      operandNext = true;
      regexNext = true;
      signs = 0;
    } else {
      operand();
    }
  }

  /** Follows the library's reading, which counts brackets over all regular expressions. */
  private void regex() {
    int start = at++;
    while (at < text.length && !(text[at] == '/' && regexDepth == 0 && !escaped())) {
      char c = text[at];
      boolean afterBackslash = text[at - 1] == '\\';
      if ((c == '(' || c == '[' || c == '{') && !afterBackslash) {
        regexDepth++;
      }
      if ((c == ')' || c == ']' || c == '}') && !afterBackslash) {
        regexDepth--;
      }
      at++;
    }
    if (at >= text.length) {
      throw reject("SYNTAX", "The regular expression has no end.", start);
    }
    if (at - start - 1 > MAX_REGEX) {
      throw reject(
          "REGEX_TOO_LONG", "A regular expression may have " + MAX_REGEX + " characters.", start);
    }
    at++;
    while (at < text.length && (text[at] == 'i' || text[at] == 'm')) {
      at++;
    }
    previous = "";
    operand();
  }

  private boolean escaped() {
    int backslashes = 0;
    while (text[at - backslashes - 1] == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static ExpressionRejected empty() {
    return reject("EMPTY_EXPRESSION", "An expression must not be empty.", 0);
  }

  private static ExpressionRejected reject(String code, String sentence, int offset) {
    return new ExpressionRejected(code, sentence, offset);
  }
}
