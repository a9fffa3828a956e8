package dev.holdfast.application.view;

/** A cursor that no list of ours answered. It is the caller's mistake: a 400. */
public final class CursorInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CursorInvalid() {
    super("expected the nextCursor of an earlier answer", null, false, false);
  }
}
