package dev.holdfast.domain.run;

import java.util.HexFormat;
import java.util.UUID;

/**
 * SHA-256 of names (FIPS 180-4), as pure functions: ids and keys that come from names must be the
 * same on every node, engine and JVM, and the domain knows no providers.
 */
final class NameHash {
  private static final int BLOCK = 64;
  private static final int ROUNDS = 64;
  private static final int LENGTH_BYTES = 8;

  /** The round constants, two characters each: domain classes hold no arrays. */
  private static final String CONSTANTS =
      "\u428a\u2f98\u7137\u4491\ub5c0\ufbcf\ue9b5\udba5"
          + "\u3956\uc25b\u59f1\u11f1\u923f\u82a4\uab1c\u5ed5"
          + "\ud807\uaa98\u1283\u5b01\u2431\u85be\u550c\u7dc3"
          + "\u72be\u5d74\u80de\ub1fe\u9bdc\u06a7\uc19b\uf174"
          + "\ue49b\u69c1\uefbe\u4786\u0fc1\u9dc6\u240c\ua1cc"
          + "\u2de9\u2c6f\u4a74\u84aa\u5cb0\ua9dc\u76f9\u88da"
          + "\u983e\u5152\ua831\uc66d\ub003\u27c8\ubf59\u7fc7"
          + "\uc6e0\u0bf3\ud5a7\u9147\u06ca\u6351\u1429\u2967"
          + "\u27b7\u0a85\u2e1b\u2138\u4d2c\u6dfc\u5338\u0d13"
          + "\u650a\u7354\u766a\u0abb\u81c2\uc92e\u9272\u2c85"
          + "\ua2bf\ue8a1\ua81a\u664b\uc24b\u8b70\uc76c\u51a3"
          + "\ud192\ue819\ud699\u0624\uf40e\u3585\u106a\ua070"
          + "\u19a4\uc116\u1e37\u6c08\u2748\u774c\u34b0\ubcb5"
          + "\u391c\u0cb3\u4ed8\uaa4a\u5b9c\uca4f\u682e\u6ff3"
          + "\u748f\u82ee\u78a5\u636f\u84c8\u7814\u8cc7\u0208"
          + "\u90be\ufffa\ua450\u6ceb\ubef9\ua3f7\uc671\u78f2";

  private NameHash() {}

  /** All 256 bits as 64 lower-case hex digits. */
  static String hex(String name) {
    HexFormat hex = HexFormat.of();
    StringBuilder out = new StringBuilder(BLOCK);
    for (int word : digest(name)) out.append(hex.toHexDigits(word));
    return out.toString();
  }

  /** The first 122 bits as a UUID of version 8, which RFC 9562 leaves to hashes of one's own. */
  static UUID uuid(String name) {
    int[] words = digest(name);
    long high = ((long) words[0] << 32) | (words[1] & 0xffff_ffffL);
    long low = ((long) words[2] << 32) | (words[3] & 0xffff_ffffL);
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x8000L,
        (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private static int[] digest(String name) {
    byte[] message = padded(name);
    int[] state = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    int[] schedule = new int[ROUNDS];
    for (int at = 0; at < message.length; at += BLOCK) {
      fill(schedule, message, at);
      compress(state, schedule);
    }
    return state;
  }

  private static byte[] padded(String name) {
    int length = utf8Length(name);
    int blocks = (length + 1 + LENGTH_BYTES + BLOCK - 1) / BLOCK;
    byte[] message = new byte[blocks * BLOCK];
    encode(name, message);
    message[length] = (byte) 0x80;
    long bits = (long) length * Byte.SIZE;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      message[message.length - 1 - i] = (byte) (bits >>> (Byte.SIZE * i));
    }
    return message;
  }

  private static int utf8Length(String name) {
    int length = name.length();
    // Two surrogates make four bytes, any other character beyond ASCII two or three.
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80) length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return length;
  }

  private static void encode(String name, byte[] out) {
    int to = 0;
    int at = 0;
    while (at < name.length()) {
      char c = name.charAt(at);
      if (c < 0x80) {
        out[to++] = (byte) c;
        at++;
        continue;
      }
      int point = name.codePointAt(at);
      at += Character.charCount(point);
      if (point < 0x800) {
        out[to++] = (byte) (0xc0 | (point >> 6));
      } else if (point < 0x10000) {
        out[to++] = (byte) (0xe0 | (point >> 12));
        out[to++] = tail(point >> 6);
      } else {
        out[to++] = (byte) (0xf0 | (point >> 18));
        out[to++] = tail(point >> 12);
        out[to++] = tail(point >> 6);
      }
      out[to++] = tail(point);
    }
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  private static void fill(int[] schedule, byte[] message, int at) {
    for (int i = 0; i < 16; i++) {
      int from = at + 4 * i;
      schedule[i] =
          (message[from] & 0xff) << 24
              | (message[from + 1] & 0xff) << 16
              | (message[from + 2] & 0xff) << 8
              | (message[from + 3] & 0xff);
    }
    for (int i = 16; i < ROUNDS; i++) {
      int a = schedule[i - 15];
      int b = schedule[i - 2];
      int small0 = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ (a >>> 3);
      int small1 = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ (b >>> 10);
      schedule[i] = schedule[i - 16] + small0 + schedule[i - 7] + small1;
    }
  }

  private static void compress(int[] state, int[] schedule) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < ROUNDS; i++) {
      int big1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int choice = (e & f) ^ (~e & g);
      int first = h + big1 + choice + constant(i) + schedule[i];
      int big0 =
          Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int second = big0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  private static int constant(int round) {
    return CONSTANTS.charAt(2 * round) << 16 | CONSTANTS.charAt(2 * round + 1);
  }
}
