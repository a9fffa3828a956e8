package dev.holdfast.application.port.in;

import dev.holdfast.application.view.ApiKeyView;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * API keys. A key of one tenant sees and makes keys of that tenant; a deployment key those of all.
 */
public interface ManageApiKeys {
  Outcome<NewKey> create(Caller caller, Wish wish);

  /**
   * Newest first, revoked ones too.
   *
   * @param tenantId null lists the caller's tenant's
   */
  Outcome<Page<ApiKeyView>> list(
      Caller caller, @Nullable String tenantId, int limit, @Nullable String cursor);

  /** Ends a key for ever; a repeat changes nothing. */
  Outcome<UUID> revoke(Caller caller, UUID keyId);

  /**
   * Makes the deployment key of an installation that has no key yet, with every permission.
   *
   * @param keep puts the key's text where it outlives this process; called before the key counts,
   *     so that no crash leaves a key behind that nobody knows. When it throws there is no key
   * @return its text, or null when there is a key already; of several nodes that ask at once, one
   *     gets it
   */
  @Nullable String createFirst(Consumer<String> keep);

  /**
   * Makes a further deployment key, with every permission: for whoever has the database itself in
   * hand and no key any more. The API does not offer it.
   */
  NewKey createDeployment(Caller caller, String name);

  /**
   * @param permissions texts such as {@code workflow:read}
   * @param expiresAt null means never
   */
  record Wish(
      String name, String tenantId, List<String> permissions, @Nullable Instant expiresAt) {}

  /**
   * @param text the key itself, shown this once
   */
  record NewKey(ApiKeyView key, String text) {}
}
