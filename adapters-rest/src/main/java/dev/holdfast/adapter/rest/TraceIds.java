package dev.holdfast.adapter.rest;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace a request belongs to (W3C trace context). */
final class TraceIds {
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceIds() {}

  /** The caller's trace, or a new one when the header is absent or malformed. */
  static String of(@Nullable String traceparent) {
    if (traceparent != null && traceparent.length() == 55) {
      Matcher parts = TRACEPARENT.matcher(traceparent);
      if (parts.matches()) return parts.group(1);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
  }
}
