package dev.holdfast.testkit.parity;

import static dev.holdfast.testkit.parity.DocumentParts.object;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What actions say. */
final class RandomAnswers {
  private static final List<ErrorCategory> CATEGORIES =
      List.of(
          ErrorCategory.TRANSIENT,
          ErrorCategory.TRANSIENT,
          ErrorCategory.ACTION,
          ErrorCategory.VALIDATION,
          ErrorCategory.TIMEOUT);
  private static final int TOO_LARGE = 256 * 1024 + 1;

  private final Chance chance;

  RandomAnswers(Chance chance) {
    this.chance = chance;
  }

  CallAnswer any() {
    return chance.percent(10) ? new CallAnswer.Pending(List.of()) : settled();
  }

  /** Anything but a promise. */
  CallAnswer settled() {
    if (chance.percent(75)) return done();
    Long minimumDelayMs = chance.percent(20) ? (Long) (1L + chance.below(900)) : null;
    return new CallAnswer.Failed(error(), minimumDelayMs, List.of());
  }

  CallAnswer done() {
    return new CallAnswer.Done(output(), List.of());
  }

  @Nullable Object output() {
    return switch (chance.below(6)) {
      case 0 -> null;
      case 1 -> (long) chance.below(100);
      case 2 -> "x".repeat(chance.below(600));
      case 3 -> Json.of(object("deep", List.of(1L, "two"), "flag", true, "none", null));
      case 4 -> chance.percent(3) ? "y".repeat(TOO_LARGE) : "small";
      default -> Json.of(List.of("a", "b"));
    };
  }

  private RunError error() {
    return new RunError(
        chance.oneOf(CATEGORIES),
        chance.oneOf("A", "B", "C"),
        "as generated",
        null,
        null,
        null,
        chance.percent(80),
        Json.objectOf(object("n", (long) chance.below(5))));
  }
}
