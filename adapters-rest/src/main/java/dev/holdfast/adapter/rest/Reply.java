package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a controller answers: a status, headers and a body. */
public sealed interface Reply {
  int status();

  Map<String, String> headers();

  /** A JSON value, written as it is: nulls inside users' data are kept. */
  record Json(int status, Map<String, String> headers, @Nullable Object body) implements Reply {}

  /** Bytes of another media type. */
  record Raw(int status, Map<String, String> headers, String mediaType, byte[] body)
      implements Reply {}

  record Empty(int status, Map<String, String> headers) implements Reply {}

  record Failed(Problem problem) implements Reply {
    @Override
    public int status() {
      return problem.status();
    }

    @Override
    public Map<String, String> headers() {
      return problem.headers();
    }
  }

  static Reply ok(@Nullable Object json) {
    return new Json(200, Map.of(), json);
  }

  /** 200 with the members of an object. */
  static Reply ok(JsonObject json) {
    return ok(json.members());
  }

  static Reply json(int status, JsonObject json) {
    return new Json(status, Map.of(), json.members());
  }

  /** 201 with the place of what was made. */
  static Reply created(String location, JsonObject json) {
    return new Json(201, Map.of("Location", location), json.members());
  }

  static Reply noContent() {
    return new Empty(204, Map.of());
  }

  static Reply text(String mediaType, String text) {
    return new Raw(200, Map.of(), mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers what a use case said: the refusal as a problem, the value by the given rule. */
  static <T> Reply of(Outcome<T> outcome, Function<T, Reply> whenOk) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> whenOk.apply(value);
      case Outcome.Refused<T>(var refusal) -> new Failed(Problem.of(refusal));
    };
  }

  /** The same reply with one header more. */
  default Reply with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers());
    all.put(header, value);
    return switch (this) {
      case Json json -> new Json(json.status, all, json.body);
      case Raw raw -> new Raw(raw.status, all, raw.mediaType, raw.body);
      case Empty empty -> new Empty(empty.status, all);
      case Failed failed -> failed;
    };
  }
}
