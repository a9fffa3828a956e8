package dev.holdfast.domain.expression;

/** A named set of limits under which an expression is compiled and evaluated. */
public enum ExpressionProfile {
  /** Inside a run: small enough to stay in a workflow task. */
  WORKFLOW,
  /** In a worker, where a wider budget is affordable. */
  WORKER,
  /** While somebody is typing. */
  PREVIEW
}
