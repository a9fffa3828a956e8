package dev.holdfast.adapter.temporal.connection;

import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.List;

/** How values become payloads: bytes of our own, large ones compressed, all encrypted if wished. */
public final class Converters {
  private Converters() {}

  public static DataConverter of(TemporalSettings settings) {
    List<PayloadCodec> codecs = new ArrayList<>();
    // Encoding goes from the last to the first: what is encrypted cannot be compressed.
    if (!settings.encryptionKeys().isEmpty()) {
      codecs.add(new EncryptingCodec(settings.encryptionKeys()));
    }
    codecs.add(new CompressingCodec(settings.compressAbove()));
    return new CodecDataConverter(
        new DefaultDataConverter(
            new NullPayloadConverter(),
            new ByteArrayPayloadConverter(),
            // What is encrypted of a failure is the SDK's own object before.
            new JacksonJsonPayloadConverter()),
        codecs,
        !settings.encryptionKeys().isEmpty());
  }
}
