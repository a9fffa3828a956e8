package dev.holdfast.adapter.temporal.wire;

import java.util.UUID;

/** A parent's wish that its child be cancelled. */
public record CancelOrder(UUID parentRunId, UUID childRunId, String reason) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    return new WireOut(VERSION).uuid(parentRunId).uuid(childRunId).text(reason).toBytes();
  }

  public static CancelOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a child's cancel");
    return new CancelOrder(in.uuid(), in.uuid(), in.text());
  }
}
