package dev.holdfast.adapter.rest;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bodies and queries that are nearly right, wrong, or nonsense. */
final class RandomJson {
  private static final List<String> NAMES =
      List.of(
          "definition",
          "key",
          "metadata",
          "expectedDraftVersion",
          "name",
          "steps",
          "id",
          "type",
          "config",
          "assign",
          "payloadSchema",
          "payloadSchemaRef",
          "schemaRef",
          "schema",
          "tenantId",
          "permissions",
          "expiresAt",
          "isPaused",
          "isVisible",
          "concurrencyLimit",
          "$expr",
          "$secret",
          "$ref",
          "trigger",
          "triggers",
          "output",
          "",
          "a/b~c",
          "__proto__",
          "condition",
          "then",
          "branches",
          "timeoutMs",
          "retry",
          "properties",
          "pattern");

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "1.5",
          "1e400",
          "-0",
          "1e-400",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890.5",
          "\"\"",
          "\"fuzz\"",
          "\"payload.a\"",
          "\"workflow:read\"",
          "\"default\"",
          "\"2030-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"😀\"",
          "\"transform.assign\"",
          "\"control.if\"",
          "\"event.wait\"",
          "\"object\"",
          "\"(a+)+$\"",
          "\"http://localhost/x\"",
          "\"#\"",
          "\"$sum(payload.a)\"",
          "\"$eval('1')\"",
          "\"((((((\"",
          "\"vars.a\"",
          "\"../../x\"");

  private RandomJson() {}

  static byte[] body(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int kind = random.nextInt(20);
    if (kind == 0) return noise(random);
    if (kind == 1) return "[".repeat(random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
    if (kind < 5) value(random, text, 4);
    else object(random, text, 4);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return kind == 5 ? damaged(random, bytes) : bytes;
  }

  static String query(SplittableRandom random, Endpoint endpoint) {
    StringBuilder query = new StringBuilder();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      boolean known = endpoint.query().length > 0 && random.nextInt(5) > 0;
      String name =
          known
              ? endpoint.query()[random.nextInt(endpoint.query().length)].name()
              : pick(random, NAMES);
      String value = pick(random, SCALARS).replace("\"", "");
      query.append(i == 0 ? "" : "&").append(URLEncoder.encode(name, StandardCharsets.UTF_8));
      query.append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private static void value(SplittableRandom random, StringBuilder out, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind < 2) out.append(pick(random, SCALARS));
    else if (kind == 2) list(random, out, depth);
    else object(random, out, depth);
  }

  private static void list(SplittableRandom random, StringBuilder out, int depth) {
    out.append('[');
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      if (i > 0) out.append(',');
      value(random, out, depth - 1);
    }
    out.append(']');
  }

  private static void object(SplittableRandom random, StringBuilder out, int depth) {
    out.append('{');
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      if (i > 0) out.append(',');
      out.append('"').append(pick(random, NAMES)).append("\":");
      value(random, out, depth - 1);
    }
    out.append('}');
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] damaged(SplittableRandom random, byte[] bytes) {
    if (bytes.length == 0) return bytes;
    byte[] damaged = Arrays.copyOf(bytes, bytes.length);
    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    ByteArrayOutputStream cut = new ByteArrayOutputStream();
    cut.write(damaged, 0, random.nextInt(damaged.length + 1));
    return cut.toByteArray();
  }

  private static String pick(SplittableRandom random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
