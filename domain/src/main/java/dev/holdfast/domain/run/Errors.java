package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forms of errors. */
final class Errors {
  private Errors() {}

  /** The error with each part once: what the journal and other errors' details hold. */
  static Map<String, @Nullable Object> json(RunError error) {
    return Facts.with("category", error.category().text())
        .and("code", error.code())
        .and("message", error.message())
        .and("stepPath", error.stepPath())
        .and("executionPath", error.executionPath())
        .and("at", error.at() == null ? null : Json.instant(error.at()))
        .and("retryable", error.retryable())
        .and("details", error.details())
        .json();
  }

  /** The data of a journal entry that tells of the error. */
  static Map<String, @Nullable Object> data(RunError error, Facts facts) {
    return facts.and("error", json(error)).json();
  }

  /** One more member in the details, unless they would become larger than a value may be. */
  static RunError withDetail(RunError error, String name, @Nullable Object value) {
    RunError more = error.withDetail(name, value);
    return Json.utf8Size(more.details()) <= Limits.VALUE_BYTES
            && !Json.isDeeperThan(more.details(), Limits.DEPTH - 2)
        ? more
        : error;
  }

  /** The error with details that are not larger than a value may be. */
  static RunError bounded(RunError error) {
    long size = Json.utf8Size(error.details());
    if (size <= Limits.VALUE_BYTES && !Json.isDeeperThan(error.details(), Limits.DEPTH - 2)) {
      return error;
    }
    return new RunError(
        error.category(),
        error.code(),
        error.message(),
        error.stepPath(),
        error.executionPath(),
        error.at(),
        error.retryable(),
        Facts.with("truncated", true).and("size", size).and("max", Limits.VALUE_BYTES).json());
  }

  /** An error in a {@code catch} names the one that was caught. */
  static RunError causedBy(RunError error, RunError cause) {
    return withDetail(error, "cause", json(cause));
  }

  /** The error that a {@code finally} block's error replaced stays with it. */
  static RunError suppressing(RunError error, RunError replaced) {
    List<@Nullable Object> suppressed = new ArrayList<>();
    List<@Nullable Object> before = Json.asList(error.details().get("suppressed"));
    if (before != null) suppressed.addAll(before);
    suppressed.add(json(replaced));
    return withDetail(error, "suppressed", Json.list(suppressed));
  }
}
