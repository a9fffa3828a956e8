package dev.holdfast.bootstrap.command;

/** A command line that means nothing; the message is for the person who wrote it. */
final class UsageRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageRefused(String message) {
    super(message);
  }
}
