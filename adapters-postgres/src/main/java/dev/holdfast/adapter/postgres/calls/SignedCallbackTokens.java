package dev.holdfast.adapter.postgres.calls;

import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.CallbackTokens;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@link CallbackTokens} that need no row each: a token is the ids of run and call with a signature
 * under a key that all nodes of the installation share.
 */
public final class SignedCallbackTokens implements CallbackTokens {
  private static final String PURPOSE = "callback-tokens";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int IDS = 32;
  private static final int SIGNATURE = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{86}");

  private final SecretKeySpec key;

  private SignedCallbackTokens(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * With the installation's key, made on the first call; of several nodes at once, one makes it.
   */
  public static SignedCallbackTokens load(Sessions sessions) {
    byte[] fresh = new byte[SIGNATURE];
    new SecureRandom().nextBytes(fresh);
    InstallationKeyStatements.Row row =
        sessions.with(
            InstallationKeyStatements.class,
            sql -> {
              sql.insert(PURPOSE, fresh);
              return sql.find(PURPOSE);
            });
    if (row == null) throw new IllegalStateException("expected the installation to keep its key");
    return new SignedCallbackTokens(row.secret());
  }

  @Override
  public String token(UUID runId, UUID callId) {
    byte[] ids =
        ByteBuffer.allocate(IDS)
            .putLong(runId.getMostSignificantBits())
            .putLong(runId.getLeastSignificantBits())
            .putLong(callId.getMostSignificantBits())
            .putLong(callId.getLeastSignificantBits())
            .array();
    byte[] token = ByteBuffer.allocate(IDS + SIGNATURE).put(ids).put(sign(ids)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  @Override
  public @Nullable Callee callee(String token) {
    if (!TOKEN.matcher(token).matches()) return null;
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    byte[] ids = new byte[IDS];
    byte[] signature = new byte[SIGNATURE];
    bytes.get(ids).get(signature);
    if (!MessageDigest.isEqual(signature, sign(ids))) return null;
    ByteBuffer both = ByteBuffer.wrap(ids);
    return new Callee(
        new UUID(both.getLong(), both.getLong()), new UUID(both.getLong(), both.getLong()));
  }

  private byte[] sign(byte[] ids) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(ids);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected every JDK to have " + ALGORITHM, e);
    }
  }
}
