package dev.holdfast.application.codec;

import java.util.List;

/**
 * Member names that are written as one byte. The order is part of the format: names may be added at
 * the end with a new version, never moved.
 */
final class JsonNames {
  static final List<String> KNOWN =
      List.of(
          "type",
          "definitionStepId",
          "input",
          "output",
          "error",
          "category",
          "code",
          "message",
          "stepPath",
          "executionPath",
          "at",
          "retryable",
          "details",
          "waitId",
          "dueAt",
          "by",
          "eventId",
          "eventName",
          "correlationKey",
          "filters",
          "path",
          "op",
          "value",
          "delayMs",
          "logs",
          "level",
          "fields",
          "runId",
          "workflow",
          "version",
          "detached",
          "command",
          "reason",
          "repairs",
          "force",
          "payload",
          "workflowId",
          "tenantId",
          "startedAt",
          "tags",
          "event",
          "id",
          "index",
          "ok",
          "name",
          "status",
          "cause",
          "suppressed",
          "iterations",
          "items",
          "actionId",
          "actionVersion",
          "idempotencyKey");

  private JsonNames() {}
}
