package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.ExpressionProfile;

/**
 * What one evaluation may cost. Part of the engine's semantics: a change here changes outcomes.
 *
 * @param steps counted steps
 * @param depth nested evaluations
 * @param text characters in any string
 * @param items entries of any list
 * @param weight size of a value, shared parts counted as often as they appear
 * @param outputBytes size of the result as JSON in UTF-8
 */
record Limits(long steps, int depth, int text, int items, long weight, long outputBytes) {
  private static final Limits WORKFLOW =
      new Limits(50_000, 150, 64 * 1024, 10_000, 1024 * 1024, 256 * 1024);
  private static final Limits WORKER =
      new Limits(1_000_000, 200, 256 * 1024, 50_000, 4 * 1024 * 1024, 1024 * 1024);
  private static final Limits PREVIEW =
      new Limits(100_000, 150, 64 * 1024, 10_000, 1024 * 1024, 256 * 1024);

  static Limits of(ExpressionProfile profile) {
    return switch (profile) {
      case WORKFLOW -> WORKFLOW;
      case WORKER -> WORKER;
      case PREVIEW -> PREVIEW;
    };
  }
}
