package dev.holdfast.application.codec;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the core's values as bytes.
 *
 * <p>Instants are written as microseconds from a base near them; what is finer follows apart, so
 * that nothing is lost.
 */
final class CoreSink {
  private static final int NANOS_OF_MICRO = 1_000;

  final ByteSink out;
  final JsonSink json;
  private final long baseMicros;

  CoreSink(ByteSink out, Instant base) {
    this.out = out;
    this.json = new JsonSink(out);
    this.baseMicros = micros(base);
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
        (long) instant.getNano() / NANOS_OF_MICRO);
  }

  void instant(Instant instant) {
    long delta = micros(instant) - baseMicros;
    int finer = instant.getNano() % NANOS_OF_MICRO;
    out.number(2 * delta + (finer == 0 ? 0 : 1));
    if (finer != 0) out.count(finer);
  }

  void maybeInstant(@Nullable Instant instant) {
    out.bool(instant != null);
    if (instant != null) instant(instant);
  }

  void maybeText(@Nullable String text) {
    out.bool(text != null);
    if (text != null) out.text(text);
  }

  void maybeError(@Nullable RunError error) {
    out.bool(error != null);
    if (error != null) error(error);
  }

  void error(RunError error) {
    out.oneByte(Codes.of(error.category()));
    out.text(error.code());
    out.text(error.message());
    maybeText(error.stepPath());
    // Outside loops both paths are the same.
    boolean same = error.stepPath() != null && error.stepPath().equals(error.executionPath());
    out.bool(same);
    if (!same) maybeText(error.executionPath());
    maybeInstant(error.at());
    out.bool(error.retryable());
    json.value(error.details());
  }

  void event(Event event) {
    eventFacts(event);
    json.value(event.payload());
  }

  /** All but the payload. */
  void eventFacts(Event event) {
    out.text(event.id());
    out.text(event.name());
    maybeText(event.correlationKey());
    maybeText(event.payloadSchemaRef());
    maybeText(event.source());
    maybeInstant(event.occurredAt());
    instant(event.receivedAt());
  }

  void filters(List<Filter> filters) {
    out.count(filters.size());
    for (Filter filter : filters) {
      out.text(filter.path());
      out.oneByte(Codes.of(filter.op()));
      json.value(filter.value());
    }
  }
}
