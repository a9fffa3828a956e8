package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.BytesUnreadable;
import dev.holdfast.application.codec.JsonBytes;
import dev.holdfast.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link WireOut} wrote. For one thread. */
final class WireIn {
  private final byte[] bytes;
  private int at;

  /**
   * @throws BytesUnreadable when they are of another version: a worker that knows it will read them
   */
  WireIn(byte[] bytes, int version, String what) {
    this.bytes = bytes;
    int found = oneByte();
    if (found != version) {
      throw new BytesUnreadable("expected version " + version + " of " + what + ", but " + found);
    }
  }

  boolean bool() {
    return oneByte() == 1;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = oneByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new BytesUnreadable("expected the end of a number, but it goes on");
  }

  int count() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new BytesUnreadable("expected a count, but " + value);
    }
    return (int) value;
  }

  byte[] bytes() {
    int length = count();
    if (length > bytes.length - at) throw new BytesUnreadable("expected more bytes, but the end");
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Nullable String maybeText() {
    return bool() ? text() : null;
  }

  UUID uuid() {
    return new UUID(number(), number());
  }

  @Nullable UUID maybeUuid() {
    return bool() ? uuid() : null;
  }

  Instant instant() {
    return Instant.ofEpochSecond(number(), number());
  }

  @Nullable Instant maybeInstant() {
    return bool() ? instant() : null;
  }

  @Nullable Long maybeNumber() {
    return bool() ? number() : null;
  }

  @Nullable Object json() {
    return JsonBytes.decode(bytes());
  }

  Map<String, @Nullable Object> object() {
    return Json.objectOf(json());
  }

  private int oneByte() {
    if (at >= bytes.length) throw new BytesUnreadable("expected more bytes, but the end");
    return bytes[at++] & 0xff;
  }
}
