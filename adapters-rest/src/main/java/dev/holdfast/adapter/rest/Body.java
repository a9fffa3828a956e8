package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.domain.json.Json;
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
  /** The body as an object of the user's, whose members somebody else checks. */
  public Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = Json.asObject(json);
    if (object != null) return object;
    String message = "expected an object, but got " + Json.kind(json);
    throw RequestRefused.malformed(List.of(new Place("", "WRONG_TYPE", message)));
  }

  /** Reads the body as an object, strictly, and names everything wrong at once. */
  public <T extends @Nullable Object> T read(Function<Fields, T> reading) {
    List<Place> places = new ArrayList<>();
    Fields fields = new Fields("", object(), places);
    T value = reading.apply(fields);
    fields.refuseUnknown();
    if (!places.isEmpty()) throw RequestRefused.malformed(places);
    return value;
  }
}
