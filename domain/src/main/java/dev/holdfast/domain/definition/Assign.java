package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonWrite;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes by {@link AssignPath}. Nothing but the target is ever touched. */
public final class Assign {
  private Assign() {}

  /** What came of a write. */
  public sealed interface Result {
    /**
     * @param root the whole new root; shares everything but the way to the target
     * @param growth how many bytes of JSON text the root grew by; negative when it shrank
     */
    record Written(Map<String, @Nullable Object> root, long growth) implements Result {}

    /** The path leads through a scalar, past the end of a list, or to a list's member. */
    record Refused(String message) implements Result {}
  }

  /**
   * Writes one value.
   *
   * @param root the object that {@link AssignPath#root} names
   * @param value a value of the core
   */
  public static Result write(
      Map<String, @Nullable Object> root, AssignPath path, @Nullable Object value) {
    return switch (JsonWrite.write(root, path.inside(), value)) {
      case JsonWrite.Refused refused -> new Result.Refused(path.text() + ": " + refused.message());
      case JsonWrite.Written written -> {
        Map<String, @Nullable Object> object = Json.asObject(written.value());
        if (object == null) throw new IllegalStateException("expected the root to stay an object");
        yield new Result.Written(object, written.growth());
      }
    };
  }
}
