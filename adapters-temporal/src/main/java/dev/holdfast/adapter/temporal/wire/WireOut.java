package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bytes of what travels through Temporal, being written. For one thread. */
final class WireOut {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /**
   * @param version of what follows
   */
  WireOut(int version) {
    out.write(version);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  WireOut bool(boolean value) {
    out.write(value ? 1 : 0);
    return this;
  }

  WireOut number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  WireOut bytes(byte[] value) {
    number(value.length);
    out.writeBytes(value);
    return this;
  }

  WireOut text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  WireOut maybeText(@Nullable String value) {
    bool(value != null);
    return value == null ? this : text(value);
  }

  WireOut uuid(UUID value) {
    return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
  }

  WireOut maybeUuid(@Nullable UUID value) {
    bool(value != null);
    return value == null ? this : uuid(value);
  }

  WireOut instant(Instant value) {
    return number(value.getEpochSecond()).number(value.getNano());
  }

  WireOut maybeInstant(@Nullable Instant value) {
    bool(value != null);
    return value == null ? this : instant(value);
  }

  WireOut maybeNumber(@Nullable Long value) {
    bool(value != null);
    return value == null ? this : number(value);
  }

  WireOut json(@Nullable Object value) {
    return bytes(JsonBytes.encode(value));
  }
}
