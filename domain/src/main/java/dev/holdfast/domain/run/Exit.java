package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import org.jspecify.annotations.Nullable;

/** Why a block or fiber is left before its end. */
public sealed interface Exit {
  /** By an error, which a handler further out may take. */
  record Failed(RunError error) implements Exit {}

  /**
   * By {@code control.return}: the whole run is left.
   *
   * @param value null when none was given; then the definition's {@code output} counts
   */
  record Returned(@Nullable Held value) implements Exit {}

  /** Nobody needs its result any more: a sibling failed, won or returned. */
  record Lost() implements Exit {}

  /** The run is cancelled. */
  record Canceled() implements Exit {}

  /** By an error that nothing can catch: the run's deadline or its limit of visits. */
  record Aborted(RunError error) implements Exit {}

  /** Whether errors of {@code finally} blocks on the way out are only recorded. */
  default boolean isFinal() {
    return switch (this) {
      case Failed failed -> false;
      case Returned returned -> false;
      case Lost lost -> true;
      case Canceled canceled -> true;
      case Aborted aborted -> true;
    };
  }
}
