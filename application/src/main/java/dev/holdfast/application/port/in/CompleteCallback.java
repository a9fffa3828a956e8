package dev.holdfast.application.port.in;

import dev.holdfast.domain.run.CallAnswer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the answer an action had promised. The token is the credential. */
public interface CompleteCallback {
  /**
   * @param answer never {@code Pending}
   */
  Outcome<Applied> complete(String token, CallAnswer answer);

  /**
   * @param reason why it was not applied; null when it was
   */
  record Applied(UUID runId, boolean applied, @Nullable String reason) {}
}
