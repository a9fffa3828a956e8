package dev.holdfast.application.codec;

import org.jspecify.annotations.Nullable;

/** JSON values of the core as compact bytes, numbers exactly, members in their order. */
public final class JsonBytes {
  private static final int VERSION = 1;

  private JsonBytes() {}

  public static byte[] encode(@Nullable Object json) {
    ByteSink out = new ByteSink();
    out.oneByte(VERSION);
    new JsonSink(out).value(json);
    return out.toBytes();
  }

  /**
   * @throws BytesUnreadable when the bytes are damaged or of a later version
   */
  public static @Nullable Object decode(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    in.version(VERSION, "a JSON value");
    Object json = new JsonSource(in).value();
    in.end();
    return json;
  }
}
