package dev.holdfast.bootstrap;

/** The service cannot start; the message says what to do, for the person who started it. */
final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefused(String message) {
    super(message);
  }
}
