package dev.holdfast.application.codec;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Bytes being read. For one thread. Whatever is not as it should be is a {@link BytesUnreadable}.
 */
final class ByteSource {
  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  int oneByte() {
    need(1);
    return bytes[at++] & 0xff;
  }

  boolean bool() {
    int value = oneByte();
    if (value > 1) throw unreadable("expected 0 or 1, but " + value);
    return value == 1;
  }

  long count() {
    long value = varint();
    if (value < 0) throw unreadable("expected a count, but a negative number");
    return value;
  }

  /** A count of things that take at least one byte each, all of them still to come. */
  int size() {
    long value = count();
    if (value > bytes.length - at) throw unreadable("expected " + value + " more bytes, but fewer");
    return (int) value;
  }

  int smallCount() {
    long value = count();
    if (value > Integer.MAX_VALUE) throw unreadable("expected a smaller number, but " + value);
    return (int) value;
  }

  long number() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = oneByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    throw unreadable("expected the end of a number, but it goes on");
  }

  long eightBytes() {
    need(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) value = value << Byte.SIZE | (bytes[at++] & 0xff);
    return value;
  }

  UUID uuid() {
    return new UUID(eightBytes(), eightBytes());
  }

  byte[] raw(int length) {
    need(length);
    byte[] value = new byte[length];
    System.arraycopy(bytes, at, value, 0, length);
    at += length;
    return value;
  }

  String text() {
    return text(size());
  }

  String text(int length) {
    need(length);
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  /** The version that the bytes begin with. */
  void version(int known, String what) {
    int version = oneByte();
    if (version != known) {
      throw unreadable("expected version " + known + " of " + what + ", but " + version);
    }
  }

  void end() {
    if (at != bytes.length) throw unreadable("expected the end, but more bytes");
  }

  BytesUnreadable unreadable(String message) {
    return new BytesUnreadable(message + " (at byte " + at + " of " + bytes.length + ")");
  }

  private void need(int more) {
    if (more > bytes.length - at) throw unreadable("expected " + more + " more bytes, but fewer");
  }
}
