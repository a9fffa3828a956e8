package dev.holdfast.adapter.quartz;

import dev.holdfast.application.codec.JsonBytes;
import java.util.Map;

/** A noted start of a detached child, as the store writes it. */
final class ChildBytes {
  private ChildBytes() {}

  static byte[] of(String workflow) {
    return JsonBytes.encode(
        Map.of("executionPath", "root.steps[0]", "workflow", workflow, "payload", Map.of()));
  }
}
