package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.CallbackTokens;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that carry whom they are for, signed with a key of the installation. So a call needs no
 * row for a token that is seldom used, and no token can be made up.
 */
public final class SignedCallbackTokens implements CallbackTokens {
  private static final int IDS = 32;
  private static final int SIGNATURE = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private static final String MAKE =
      "insert into workflow_installation_key (purpose, secret, created_at)"
          + " values ('callback', ?, clock_timestamp()) on conflict do nothing";
  private static final String READ =
      "select secret from workflow_installation_key where purpose = 'callback'";

  /** Only ever copied: looking the algorithm up and setting its key costs more than signing. */
  private final Mac keyed;

  private SignedCallbackTokens(byte[] secret) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected " + ALGORITHM + " in every JDK, but", e);
    }
  }

  /** Reads the installation's key, and makes one the first time. */
  public static SignedCallbackTokens of(DataSource pool, WriteCounters counters) {
    return new SqlAccess(pool, counters)
        .alone(connection -> {
          byte[] fresh = new byte[32];
          new SecureRandom().nextBytes(fresh);
          try (PreparedStatement make = connection.prepareStatement(MAKE)) {
            make.setBytes(1, fresh);
            make.executeUpdate();
          }
          try (PreparedStatement read = connection.prepareStatement(READ);
              ResultSet row = read.executeQuery()) {
            row.next();
            return new SignedCallbackTokens(row.getBytes(1));
          }
        });
  }

  @Override
  public String token(UUID runId, UUID callId) {
    byte[] ids = ids(runId, callId);
    byte[] token = Arrays.copyOf(ids, IDS + SIGNATURE);
    System.arraycopy(sign(ids), 0, token, IDS, SIGNATURE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  @Override
  public @Nullable Callee callee(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length != IDS + SIGNATURE) return null;
    byte[] ids = Arrays.copyOf(bytes, IDS);
    byte[] given = Arrays.copyOfRange(bytes, IDS, IDS + SIGNATURE);
    if (!MessageDigest.isEqual(given, Arrays.copyOf(sign(ids), SIGNATURE))) return null;
    ByteBuffer buffer = ByteBuffer.wrap(ids);
    return new Callee(
        new UUID(buffer.getLong(), buffer.getLong()), new UUID(buffer.getLong(), buffer.getLong()));
  }

  private static byte[] ids(UUID runId, UUID callId) {
    return ByteBuffer.allocate(IDS)
        .putLong(runId.getMostSignificantBits())
        .putLong(runId.getLeastSignificantBits())
        .putLong(callId.getMostSignificantBits())
        .putLong(callId.getLeastSignificantBits())
        .array();
  }

  private byte[] sign(byte[] ids) {
    try {
      return ((Mac) keyed.clone()).doFinal(ids);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("expected " + ALGORITHM + " to be copied, but", e);
    }
  }
}
