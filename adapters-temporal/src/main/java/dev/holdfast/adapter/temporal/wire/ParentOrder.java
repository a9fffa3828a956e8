package dev.holdfast.adapter.temporal.wire;

import java.util.UUID;

/**
 * A parent that shall hear of its child's end.
 *
 * @param letter a {@link Letter}
 */
public record ParentOrder(UUID parentRunId, byte[] letter) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    return new WireOut(VERSION).uuid(parentRunId).bytes(letter).toBytes();
  }

  public static ParentOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a parent's letter");
    return new ParentOrder(in.uuid(), in.bytes());
  }
}
