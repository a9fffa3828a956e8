package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import org.jspecify.annotations.Nullable;

/** Static and execution paths. */
public final class Paths {
  private static final String BODY = ".body[";

  private Paths() {}

  /** The static path of an execution path: without the numbers of iterations. */
  public static String staticPath(String executionPath) {
    int at = executionPath.indexOf(BODY);
    if (at < 0) return executionPath;
    StringBuilder path = new StringBuilder(executionPath.length());
    int from = 0;
    while (at >= 0) {
      path.append(executionPath, from, at + BODY.length() - 1);
      from = executionPath.indexOf(']', at) + 1;
      at = executionPath.indexOf(BODY, from);
    }
    return path.append(executionPath, from, executionPath.length()).toString();
  }

  /** Execution path of a list inside a step. */
  static String inside(String stepPath, Step step, Slot slot) {
    String plain = inside(stepPath, slot);
    return plain == null ? stepPath + ".branches[" + branchName(step, slot.number()) + "]" : plain;
  }

  /** As far as it can be told without the step: null for branches, which have names. */
  public static @Nullable String inside(String stepPath, Slot slot) {
    return switch (slot.kind()) {
      case ROOT -> "root";
      case HANDLER -> "errorHandler";
      case THEN -> stepPath + ".then";
      case ELSE -> stepPath + ".else";
      case CASE -> stepPath + ".cases[" + slot.number() + "]";
      case DEFAULT -> stepPath + ".default";
      case BODY -> stepPath + BODY + slot.number() + "]";
      case BRANCH -> null;
      case TRY -> stepPath + ".try";
      case CATCH -> stepPath + ".catch";
      case FINALLY -> stepPath + ".finally";
    };
  }

  private static String branchName(Step step, int number) {
    if (step instanceof Step.Parallel parallel) return parallel.branches().get(number).name();
    throw new IllegalStateException("expected a parallel step, but " + step.head().type());
  }
}
