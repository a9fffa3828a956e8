package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.PathIds;
import java.util.UUID;

/** Run ids in paths. */
final class RunIds {
  private RunIds() {}

  static UUID require(String text) {
    return PathIds.require(text, "RUN_NOT_FOUND", "run");
  }
}
