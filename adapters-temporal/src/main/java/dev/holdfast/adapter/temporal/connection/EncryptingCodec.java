package dev.holdfast.adapter.temporal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts payloads with AES-GCM; each says by which key. */
final class EncryptingCodec implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final String KEY_ID = "encryption-key-id";
  private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/holdfast-aes-gcm");
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final List<EncryptionKey> keys;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keys the first encrypts, all decrypt
   */
  EncryptingCodec(List<EncryptionKey> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    List<Payload> encoded = new ArrayList<>(payloads.size());
    for (Payload payload : payloads) encoded.add(encrypted(payload));
    return encoded;
  }

  private Payload encrypted(Payload payload) {
    EncryptionKey key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      ByteString text = ByteString.copyFrom(cipher.doFinal(payload.toByteArray()));
      return Payload.newBuilder()
          .putMetadata(ENCODING, ENCRYPTED)
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(key.id()))
          .setData(ByteString.copyFrom(nonce).concat(text))
          .build();
    } catch (GeneralSecurityException e) {
      throw new PayloadCodecException("expected to encrypt a payload, but", e);
    }
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    List<Payload> decoded = new ArrayList<>(payloads.size());
    for (Payload payload : payloads) decoded.add(decrypted(payload));
    return decoded;
  }

  private Payload decrypted(Payload payload) {
    if (!ENCRYPTED.equals(payload.getMetadataMap().get(ENCODING))) return payload;
    ByteString id = payload.getMetadataMap().getOrDefault(KEY_ID, ByteString.EMPTY);
    EncryptionKey key = key(id.toStringUtf8());
    byte[] bytes = payload.getData().toByteArray();
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES);
      cipher.init(Cipher.DECRYPT_MODE, key.secret(), nonce);
      return Payload.parseFrom(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new PayloadCodecException("expected to decrypt a payload with " + key + ", but", e);
    }
  }

  private EncryptionKey key(String id) {
    for (EncryptionKey key : keys) if (key.id().equals(id)) return key;
    throw new PayloadCodecException("expected to know encryption key " + id + ", but it is gone");
  }
}
