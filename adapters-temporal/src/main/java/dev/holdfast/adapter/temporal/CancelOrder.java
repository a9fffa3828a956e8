package dev.holdfast.adapter.temporal;

import java.util.UUID;

/** A parent's wish that its child be cancelled. */
record CancelOrder(UUID parentRunId, UUID childRunId, String reason) {
  private static final int VERSION = 1;

  byte[] toBytes() {
    return new WireOut(VERSION).uuid(parentRunId).uuid(childRunId).text(reason).toBytes();
  }

  static CancelOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a child's cancel");
    return new CancelOrder(in.uuid(), in.uuid(), in.text());
  }
}
