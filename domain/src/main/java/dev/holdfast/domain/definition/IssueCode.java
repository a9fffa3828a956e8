package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Issue.Severity;

/** Everything the compiler can find wrong. The names are stable; users' tools compare them. */
public enum IssueCode {
  /** The definition is no JSON object. */
  INVALID_DOCUMENT,
  /** Objects and lists are nested deeper than a definition may be. */
  DOCUMENT_TOO_DEEP,
  /** The definition has more steps than one may have. */
  TOO_MANY_STEPS,
  /** There are more issues than are listed. */
  TOO_MANY_ISSUES,
  /** A field that this object does not have. */
  UNKNOWN_FIELD,
  /** A key that begins with {@code $} and is neither {@code $expr} nor {@code $secret}. */
  UNKNOWN_DOLLAR_KEY,
  /** A required field is not there. */
  MISSING_FIELD,
  /** A step that needs a {@code config} has none. */
  MISSING_CONFIG,
  /** A field holds another kind of JSON value than it should. */
  INVALID_TYPE,
  /** A field holds the right kind of value, but not one that is allowed. */
  INVALID_VALUE,
  /** A field that exists elsewhere, but not on this type of step or beside that other field. */
  FIELD_NOT_ALLOWED,
  /** A part of the language that this release does not run yet. */
  NOT_SUPPORTED,
  /** A step id, branch name or loop variable breaks the grammar of names. */
  INVALID_NAME,
  /** A loop variable has the name of something that is always there. */
  RESERVED_NAME,
  /** Two steps of the definition have one id. */
  DUPLICATE_STEP_ID,
  /** Two branches of a block have one name. */
  DUPLICATE_BRANCH_NAME,
  /** No step of this type exists. */
  UNKNOWN_STEP_TYPE,
  /** No trigger of this type exists. */
  UNKNOWN_TRIGGER_TYPE,
  /** No action has this id. */
  UNKNOWN_ACTION,
  /** The action exists, but not in this version. */
  UNKNOWN_ACTION_VERSION,
  /** A required input of the action is not mapped. */
  MISSING_INPUT,
  /** The action has no such input and takes no others. */
  UNKNOWN_INPUT,
  /** No workflow has this id or key. */
  UNKNOWN_WORKFLOW,
  /** The workflow exists, but this version of it, or any, is not published. */
  UNKNOWN_WORKFLOW_VERSION,
  /** No payload schema is registered under this name. */
  UNKNOWN_SCHEMA,
  /** A target cannot be written to: malformed, or not the author's to write. */
  INVALID_ASSIGN_PATH,
  /** A path to read from is malformed. */
  INVALID_PATH,
  /** A secret stands where none may. */
  SECRET_NOT_ALLOWED,
  /** A secret's name breaks the grammar. */
  INVALID_SECRET_NAME,
  /** An expression is empty. */
  EMPTY_EXPRESSION,
  /** An expression is malformed. */
  EXPRESSION_SYNTAX,
  /** An expression calls a function that is not allowed. */
  EXPRESSION_FUNCTION,
  /** An expression uses a construct that is not allowed. */
  EXPRESSION_NOT_ALLOWED,
  /** An expression is larger than one may be. */
  EXPRESSION_LIMIT,
  /** An entry of {@code retryOn} or {@code catchOn} is neither a category nor a code. */
  INVALID_ERROR_NAME,
  /** A {@code finally} block holds a step that waits or returns. */
  FINALLY_MAY_NOT_WAIT,
  /** A trigger's mapping or condition reads something other than {@code event}. */
  TRIGGER_SEES_EVENT_ONLY,
  /** Warning: without a payload schema any JSON object starts a run. */
  NO_PAYLOAD_SCHEMA(Severity.WARNING),
  /** Warning: two parts without order write one path. */
  CONCURRENT_WRITE(Severity.WARNING);

  private final Severity severity;

  IssueCode() {
    this(Severity.ERROR);
  }

  IssueCode(Severity severity) {
    this.severity = severity;
  }

  /** Errors block publishing; warnings do not. */
  public Severity severity() {
    return severity;
  }
}
