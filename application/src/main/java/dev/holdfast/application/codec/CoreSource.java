package dev.holdfast.application.codec;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CoreSink} wrote. */
final class CoreSource {
  private static final long MICROS = 1_000_000L;

  final ByteSource in;
  final JsonSource json;
  private final long baseMicros;

  CoreSource(ByteSource in, Instant base) {
    this.in = in;
    this.json = new JsonSource(in);
    this.baseMicros = CoreSink.micros(base);
  }

  Instant instant() {
    long code = in.number();
    long micros = baseMicros + (code >> 1);
    long finer = (code & 1) == 0 ? 0 : in.count();
    try {
      long nanos = Math.floorMod(micros, MICROS) * 1_000 + finer;
      return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos);
    } catch (DateTimeException | ArithmeticException e) {
      throw in.unreadable("expected an instant, but " + micros + " microseconds");
    }
  }

  @Nullable Instant maybeInstant() {
    return in.bool() ? instant() : null;
  }

  @Nullable String maybeText() {
    return in.bool() ? in.text() : null;
  }

  @Nullable RunError maybeError() {
    return in.bool() ? error() : null;
  }

  RunError error() {
    ErrorCategory category = Codes.category(in);
    String code = in.text();
    String message = in.text();
    String stepPath = maybeText();
    String executionPath = in.bool() ? stepPath : maybeText();
    Instant at = maybeInstant();
    boolean retryable = in.bool();
    Map<String, @Nullable Object> details = json.object();
    return new RunError(category, code, message, stepPath, executionPath, at, retryable, details);
  }

  Event event() {
    Event facts = eventFacts(Map.of());
    return withPayload(facts, json.object());
  }

  Event eventFacts(Map<String, @Nullable Object> payload) {
    String id = in.text();
    String name = in.text();
    String key = maybeText();
    String schema = maybeText();
    String source = maybeText();
    Instant occurredAt = maybeInstant();
    return new Event(id, name, key, payload, schema, source, occurredAt, instant());
  }

  static Event withPayload(Event facts, Map<String, @Nullable Object> payload) {
    return new Event(
        facts.id(),
        facts.name(),
        facts.correlationKey(),
        payload,
        facts.payloadSchemaRef(),
        facts.source(),
        facts.occurredAt(),
        facts.receivedAt());
  }

  List<Filter> filters() {
    int size = in.size();
    List<Filter> filters = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      filters.add(new Filter(in.text(), Codes.op(in), json.value()));
    }
    return List.copyOf(filters);
  }
}
