package dev.holdfast.application.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Bytes being written. For one thread. */
final class ByteSink {
  private static final int FIRST_CAPACITY = 512;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void oneByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void bool(boolean value) {
    oneByte(value ? 1 : 0);
  }

  /** A number from 0; small ones take one byte. */
  void count(long value) {
    if (value < 0) throw new IllegalArgumentException("expected a count, but " + value);
    varint(value);
  }

  /** Any whole number; those near 0 take one byte. */
  void number(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void eightBytes(long value) {
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void uuid(UUID value) {
    eightBytes(value.getMostSignificantBits());
    eightBytes(value.getLeastSignificantBits());
  }

  void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void block(byte[] value) {
    count(value.length);
    raw(value);
  }

  void text(String value) {
    if (isAscii(value)) {
      count(value.length());
      ascii(value);
    } else {
      block(value.getBytes(StandardCharsets.UTF_8));
    }
  }

  static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) if (value.charAt(i) >= 0x80) return false;
    return true;
  }

  /** The characters of a text that {@link #isAscii}, without its length. */
  void ascii(String value) {
    int length = value.length();
    room(length);
    for (int i = 0; i < length; i++) bytes[size + i] = (byte) value.charAt(i);
    size += length;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
