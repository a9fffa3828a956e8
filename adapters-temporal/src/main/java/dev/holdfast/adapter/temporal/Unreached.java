package dev.holdfast.adapter.temporal;

/** Temporal did not take what it was brought, as far as is known. Try again. */
final class Unreached extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreached(Throwable cause) {
    super("expected to reach Temporal, but " + cause.getMessage(), cause);
  }
}
