package dev.holdfast.domain.run;

/**
 * Which of a block's lists of steps is being run.
 *
 * @param number the case, branch or iteration; 0 for lists that a block has only one of
 */
public record Slot(Kind kind, int number) {
  /** The lists that blocks have. */
  public enum Kind {
    ROOT,
    HANDLER,
    THEN,
    ELSE,
    CASE,
    DEFAULT,
    BODY,
    BRANCH,
    TRY,
    CATCH,
    FINALLY
  }

  static final Slot ROOT = new Slot(Kind.ROOT, 0);
  static final Slot HANDLER = new Slot(Kind.HANDLER, 0);
  static final Slot THEN = new Slot(Kind.THEN, 0);
  static final Slot ELSE = new Slot(Kind.ELSE, 0);
  static final Slot DEFAULT = new Slot(Kind.DEFAULT, 0);
  static final Slot TRY = new Slot(Kind.TRY, 0);
  static final Slot CATCH = new Slot(Kind.CATCH, 0);
  static final Slot FINALLY = new Slot(Kind.FINALLY, 0);
}
