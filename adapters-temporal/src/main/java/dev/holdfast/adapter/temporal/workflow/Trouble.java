package dev.holdfast.adapter.temporal.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A fault of ours that was met where nobody could be told: the next turn throws it, the workflow
 * task fails, and is tried again until the fault is mended. For workflow code.
 */
final class Trouble {
  private @Nullable RuntimeException first;

  void met(@Nullable RuntimeException fault) {
    if (first == null) first = fault;
  }

  boolean isThere() {
    return first != null;
  }

  void raise() {
    if (first != null) throw new IllegalStateException("expected this to succeed, but", first);
  }
}
