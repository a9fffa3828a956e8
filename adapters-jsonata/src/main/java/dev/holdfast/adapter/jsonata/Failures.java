package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.JException;
import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.ExpressionRejected;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever the library throws into an answer. The library's own texts repeat values of the
 * run's data, so none of them is passed on from an evaluation.
 */
final class Failures {
  private static final Pattern CODE = Pattern.compile("[STDU]\\d{4}");

  private Failures() {}

  static Evaluation.Failed of(Throwable thrown, Meter meter) {
    Stop stop = meter.stopped();
    if (stop != null) {
      return new Evaluation.Failed(
          stop.limit(), stop.reason(), stop.sentence(), stop.offset(), meter.steps());
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return failed(true, "DEPTH", "The evaluation is nested too deeply.", meter);
      }
      if (cause instanceof OutOfMemoryError) {
        return failed(true, "MEMORY", "The evaluation needs too much memory.", meter);
      }
      String code = code(cause);
      if (code != null) {
        return failed(false, code, Sentences.of(code), meter);
      }
    }
    return failed(
        false, "ENGINE_ERROR", "The evaluation met a case that the engine cannot handle.", meter);
  }

  private static Evaluation.Failed failed(
      boolean limit, String reason, String sentence, Meter meter) {
    return new Evaluation.Failed(limit, reason, sentence, meter.offset(), meter.steps());
  }

  private static @Nullable String code(Throwable thrown) {
    String code = thrown instanceof JException known ? known.getError() : null;
    return code != null && CODE.matcher(code).matches() ? code : null;
  }

  /** A source that the library could not parse. Its texts then speak of the source alone. */
  static ExpressionRejected rejected(Throwable thrown, ScannedSource source) {
    if (thrown instanceof StackOverflowError) {
      return new ExpressionRejected("NESTED_TOO_DEEP", "The expression is nested too deeply.", -1);
    }
    if (thrown instanceof PatternSyntaxException) {
      return new ExpressionRejected(
          "REGEX_UNSUPPORTED", "A regular expression is malformed or not supported.", -1);
    }
    String code = code(thrown);
    if (code != null && thrown instanceof JException known) {
      return new ExpressionRejected(
          "SYNTAX", Sentences.ofSource(code, known), source.startOf(known.getLocation()));
    }
    return new ExpressionRejected("SYNTAX", "The expression is malformed.", -1);
  }
}
