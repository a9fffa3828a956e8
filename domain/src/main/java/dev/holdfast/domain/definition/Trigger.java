package dev.holdfast.domain.definition;

import dev.holdfast.domain.event.Filter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What starts runs besides the API. */
public sealed interface Trigger {
  /**
   * Starts a run for an event.
   *
   * @param mapping targets inside the payload, in document order; empty takes the event's payload
   *     as it is
   * @param when null always holds
   */
  record OnEvent(
      String eventName,
      @Nullable String sourcePayloadSchemaRef,
      Map<String, Value> mapping,
      @Nullable Condition when)
      implements Trigger {}

  /** What must hold before an event starts a run. */
  sealed interface Condition {
    record Holds(Value expression) implements Condition {}

    record All(List<Condition> conditions) implements Condition {}

    record Any(List<Condition> conditions) implements Condition {}

    record FieldIs(Filter filter) implements Condition {}

    /** What a record-change event says of one field. */
    record FieldChanged(String field, Change change, @Nullable Object value) implements Condition {}

    /** The kinds of change. */
    enum Change {
      CHANGED,
      CHANGED_FROM,
      CHANGED_TO
    }
  }
}
