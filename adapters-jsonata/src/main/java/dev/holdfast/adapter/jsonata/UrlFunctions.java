package dev.holdfast.adapter.jsonata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Percent-encoding, as JavaScript's functions of the same purpose do it. */
final class UrlFunctions {
  private static final String UNRESERVED = "-_.!~*'()";
  private static final String RESERVED = ";/?:@&=+$,#";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UrlFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "encodeUrlComponent",
            "<s-:s>",
            2,
            "$encodeUrlComponent(text)",
            "Percent-encoded, to be a part of a URL.",
            call -> encode(call, UNRESERVED)),
        FunctionEntry.of(
            "encodeUrl",
            "<s-:s>",
            2,
            "$encodeUrl(text)",
            "A whole URL percent-encoded: its separators stay.",
            call -> encode(call, UNRESERVED + RESERVED)),
        FunctionEntry.of(
            "decodeUrlComponent",
            "<s-:s>",
            2,
            "$decodeUrlComponent(text)",
            "A part of a URL, decoded.",
            call -> decode(call, "")),
        FunctionEntry.of(
            "decodeUrl",
            "<s-:s>",
            2,
            "$decodeUrl(text)",
            "A whole URL, decoded but for encoded separators.",
            call -> decode(call, RESERVED)));
  }

  private static @Nullable Object encode(Call call, String kept) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length() * 3L);
    StringBuilder encoded = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (Character.getType(character) == Character.SURROGATE) {
        throw malformed(call);
      }
      if (isAlphanumeric(character) || kept.indexOf(character) >= 0) {
        encoded.appendCodePoint(character);
      } else {
        for (byte unit : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
          encoded.append('%');
          HEX.toHexDigits(encoded, unit);
        }
      }
      at += Character.charCount(character);
    }
    return encoded.toString();
  }

  private static @Nullable Object decode(Call call, String kept) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    call.meter().text(text.length());
    StringBuilder decoded = new StringBuilder();
    ByteBuffer pending = ByteBuffer.allocate(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '%') {
        flush(call, pending, decoded);
        decoded.append(c);
        continue;
      }
      int unit = unit(call, text, at);
      if (unit < 0x80) {
        flush(call, pending, decoded);
        boolean keep = kept.indexOf(unit) >= 0;
        decoded.append(keep ? text.substring(at, at + 3) : Character.toString(unit));
      } else {
        pending.put((byte) unit);
      }
      at += 2;
    }
    flush(call, pending, decoded);
    return decoded.toString();
  }

  private static int unit(Call call, String text, int percent) {
    if (percent + 2 >= text.length()
        || !HexFormat.isHexDigit(text.charAt(percent + 1))
        || !HexFormat.isHexDigit(text.charAt(percent + 2))) {
      throw malformed(call);
    }
    return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
  }

  private static void flush(Call call, ByteBuffer pending, StringBuilder decoded) {
    if (pending.position() == 0) {
      return;
    }
    try {
      decoded.append(StandardCharsets.UTF_8.newDecoder().decode(pending.flip()));
      pending.clear();
    } catch (CharacterCodingException notText) {
      throw malformed(call);
    }
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static Stop malformed(Call call) {
    return call.meter()
        .fail("D3140", "The argument of " + call.function().written() + " is malformed.");
  }
}
