package dev.holdfast.domain.run;

import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries a step's error from where it is found, deep inside a value, to where the step is visited.
 * Never leaves this package.
 */
final class Raised extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Not part of any serial form: these are caught a few calls further up.
  private final transient RunError error;

  Raised(RunError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  Raised(ErrorCode code, String message) {
    this(RunError.of(code, message));
  }

  Raised(ErrorCode code, String message, Map<String, @Nullable Object> details) {
    this(RunError.of(code, message, details));
  }

  RunError error() {
    return error;
  }
}
