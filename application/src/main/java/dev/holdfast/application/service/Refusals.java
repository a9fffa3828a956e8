package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonSchemas.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refusals that several use cases share. */
final class Refusals {
  private Refusals() {}

  static Refusal forbidden(Permission missing) {
    return new Refusal(
        Kind.FORBIDDEN,
        "FORBIDDEN",
        "expected the permission " + missing.text() + ", but the credential lacks it",
        List.of(),
        Map.of("missingPermission", missing.text()));
  }

  static Refusal runNotFound() {
    return new Refusal(Kind.NOT_FOUND, "RUN_NOT_FOUND", "expected a run with this id");
  }

  /** Null when the payload is fine. */
  static @Nullable Refusal payload(
      JsonSchemas.@Nullable Schema schema, Map<String, @Nullable Object> payload) {
    if (schema == null) return null;
    List<Place> places = new ArrayList<>();
    for (Violation violation : schema.validate(payload)) {
      places.add(
          new Place("/payload" + violation.pointer(), violation.keyword(), violation.message()));
    }
    if (places.isEmpty()) return null;
    return new Refusal(
        Kind.INVALID,
        "PAYLOAD_INVALID",
        "expected a payload that matches the workflow's schema",
        places,
        Map.of());
  }
}
