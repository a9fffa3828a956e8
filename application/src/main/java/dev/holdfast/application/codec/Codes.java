package dev.holdfast.application.codec;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Slot;
import java.util.List;

/**
 * The bytes that stand for constants. A place in a list is part of the format: constants may be
 * added at the end with a new version, never moved, whatever their order in the core.
 */
final class Codes {
  private static final List<ErrorCategory> CATEGORIES =
      List.of(
          ErrorCategory.VALIDATION,
          ErrorCategory.EXPRESSION,
          ErrorCategory.TRANSIENT,
          ErrorCategory.ACTION,
          ErrorCategory.TIMEOUT,
          ErrorCategory.CHILD_RUN,
          ErrorCategory.QUOTA,
          ErrorCategory.CANCELLED,
          ErrorCategory.INTERNAL);

  private static final List<Filter.Op> OPS =
      List.of(
          Filter.Op.EQUAL,
          Filter.Op.NOT_EQUAL,
          Filter.Op.IN,
          Filter.Op.NOT_IN,
          Filter.Op.EXISTS,
          Filter.Op.NOT_EXISTS,
          Filter.Op.GREATER,
          Filter.Op.GREATER_OR_EQUAL,
          Filter.Op.LESS,
          Filter.Op.LESS_OR_EQUAL,
          Filter.Op.CONTAINS,
          Filter.Op.STARTS_WITH,
          Filter.Op.ENDS_WITH);

  private static final List<RunStatus> STATUSES =
      List.of(
          RunStatus.RUNNING,
          RunStatus.WAITING,
          RunStatus.SUCCEEDED,
          RunStatus.FAILED,
          RunStatus.CANCELED);

  private static final List<Slot.Kind> SLOTS =
      List.of(
          Slot.Kind.ROOT,
          Slot.Kind.HANDLER,
          Slot.Kind.THEN,
          Slot.Kind.ELSE,
          Slot.Kind.CASE,
          Slot.Kind.DEFAULT,
          Slot.Kind.BODY,
          Slot.Kind.BRANCH,
          Slot.Kind.TRY,
          Slot.Kind.CATCH,
          Slot.Kind.FINALLY);

  private static final List<JournalEntry.Kind> KINDS =
      List.of(
          JournalEntry.Kind.RUN_STARTED,
          JournalEntry.Kind.STEP_STARTED,
          JournalEntry.Kind.STEP_SUCCEEDED,
          JournalEntry.Kind.STEP_FAILED,
          JournalEntry.Kind.STEP_RETRY_SCHEDULED,
          JournalEntry.Kind.STEP_CONTINUED,
          JournalEntry.Kind.STEP_CANCELED,
          JournalEntry.Kind.STEP_SKIPPED,
          JournalEntry.Kind.WAIT_OPENED,
          JournalEntry.Kind.WAIT_RESOLVED,
          JournalEntry.Kind.WAIT_TIMED_OUT,
          JournalEntry.Kind.WAIT_CANCELED,
          JournalEntry.Kind.CHILD_STARTED,
          JournalEntry.Kind.CANCEL_REQUESTED,
          JournalEntry.Kind.OPERATOR_APPLIED,
          JournalEntry.Kind.RUN_SUCCEEDED,
          JournalEntry.Kind.RUN_FAILED,
          JournalEntry.Kind.RUN_CANCELED);

  private Codes() {}

  static int of(ErrorCategory category) {
    return code(CATEGORIES, category);
  }

  static int of(Filter.Op op) {
    return code(OPS, op);
  }

  static int of(RunStatus status) {
    return code(STATUSES, status);
  }

  static int of(Slot.Kind kind) {
    return code(SLOTS, kind);
  }

  static int of(JournalEntry.Kind kind) {
    return code(KINDS, kind);
  }

  static ErrorCategory category(ByteSource in) {
    return constant(CATEGORIES, in);
  }

  static Filter.Op op(ByteSource in) {
    return constant(OPS, in);
  }

  static RunStatus status(ByteSource in) {
    return constant(STATUSES, in);
  }

  static Slot.Kind slot(ByteSource in) {
    return constant(SLOTS, in);
  }

  static JournalEntry.Kind kind(ByteSource in) {
    return constant(KINDS, in);
  }

  private static <T> int code(List<T> constants, T constant) {
    int code = constants.indexOf(constant);
    if (code < 0) throw new IllegalStateException("expected a code for " + constant);
    return code;
  }

  private static <T> T constant(List<T> constants, ByteSource in) {
    int code = in.oneByte();
    if (code >= constants.size()) throw in.unreadable("expected a known code, but " + code);
    return constants.get(code);
  }
}
