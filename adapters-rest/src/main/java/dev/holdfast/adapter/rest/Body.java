package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, parsed. Controllers take it as an argument.
 *
 * @param json the value; an empty object when an optional body is absent
 * @param bytes as sent, for hashing; empty when absent
 */
public record Body(@Nullable Object json, byte[] bytes) {
  /** Reads the body as an object, strictly, and names everything wrong at once. */
  public <T> T read(Function<Fields, T> reading) {
    Map<String, @Nullable Object> object = Fields.asObject(json);
    List<Place> places = new ArrayList<>();
    if (object == null) {
      places.add(new Place("", "WRONG_TYPE", "expected an object, but got " + Fields.kind(json)));
      throw RequestRefused.malformed(places);
    }
    Fields fields = new Fields("", object, places);
    T value = reading.apply(fields);
    fields.refuseUnknown();
    if (!places.isEmpty()) throw RequestRefused.malformed(places);
    return value;
  }
}
