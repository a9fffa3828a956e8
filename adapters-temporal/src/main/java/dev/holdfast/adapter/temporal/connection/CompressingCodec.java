package dev.holdfast.adapter.temporal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflates payloads that are large enough to gain by it. */
final class CompressingCodec implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final ByteString DEFLATED = ByteString.copyFromUtf8("binary/holdfast-deflate");

  /** No payload of ours is larger; whoever sends more means no good. */
  private static final int LARGEST = 64 << 20;

  private final int above;

  /**
   * @param above bytes
   */
  CompressingCodec(int above) {
    this.above = above;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    List<Payload> encoded = new ArrayList<>(payloads.size());
    for (Payload payload : payloads) encoded.add(encoded(payload));
    return encoded;
  }

  private Payload encoded(Payload payload) {
    if (payload.getData().size() <= above) return payload;
    byte[] plain = payload.toByteArray();
    byte[] deflated = deflate(plain);
    if (deflated.length >= plain.length) return payload;
    return Payload.newBuilder()
        .putMetadata(ENCODING, DEFLATED)
        .setData(ByteString.copyFrom(deflated))
        .build();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    List<Payload> decoded = new ArrayList<>(payloads.size());
    for (Payload payload : payloads) decoded.add(decoded(payload));
    return decoded;
  }

  private static Payload decoded(Payload payload) {
    if (!DEFLATED.equals(payload.getMetadataMap().get(ENCODING))) return payload;
    try {
      return Payload.parseFrom(inflate(payload.getData().toByteArray()));
    } catch (DataFormatException | InvalidProtocolBufferException e) {
      throw new PayloadCodecException("expected a deflated payload, but something else", e);
    }
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 || out.size() > LARGEST) {
          throw new DataFormatException("expected the end of a payload, but it goes on");
        }
        out.write(buffer, 0, read);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
