package dev.holdfast.bootstrap.command;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.application.port.in.ManageApiKeys.NewKey;
import dev.holdfast.application.port.in.ManageApiKeys.Wish;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.view.ApiKeyView;
import dev.holdfast.application.view.Page;
import dev.holdfast.bootstrap.installation.StartRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** {@code api-key}: what the API offers for keys, for somebody who has none. */
final class ApiKeyCommands {
  private static final String TENANT = "--tenant";
  private static final String NAME = "--name";
  private static final String PERMISSIONS = "--permissions";
  private static final String EXPIRES_AT = "--expires-at";
  private static final String DEPLOYMENT = "--deployment";

  private final Surroundings around;

  ApiKeyCommands(Surroundings around) {
    this.around = around;
  }

  int create(List<String> words) {
    Words sorted =
        Words.sort(words, List.of(TENANT, NAME, PERMISSIONS, EXPIRES_AT), List.of(DEPLOYMENT));
    sorted.expectNoPlain();
    String name = sorted.option(NAME, "command line");
    if (sorted.has(DEPLOYMENT)) {
      return with(sorted, keys -> printed(keys.createDeployment(system(), name)));
    }
    String permissions = sorted.option(PERMISSIONS);
    if (permissions == null) {
      throw new UsageRefused("expected --permissions, such as workflow:read,workflow:execute");
    }
    Wish wish =
        new Wish(
            name,
            sorted.option(TENANT, Tenants.DEFAULT),
            List.of(permissions.split(",")),
            instant(sorted.option(EXPIRES_AT)));
    return with(sorted, keys -> printed(accepted(keys.create(system(), wish))));
  }

  int list(List<String> words) {
    Words sorted = Words.sort(words, List.of(TENANT), List.of());
    sorted.expectNoPlain();
    String tenant = sorted.option(TENANT, Tenants.DEFAULT);
    return with(
        sorted,
        keys -> {
          String cursor = null;
          do {
            Page<ApiKeyView> page = accepted(keys.list(system(), tenant, 200, cursor));
            for (ApiKeyView key : page.items()) around.out().println(line(key));
            cursor = page.nextCursor();
          } while (cursor != null);
          return CommandLine.DONE;
        });
  }

  int revoke(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    if (sorted.plain().size() != 1) throw new UsageRefused("expected one key id after revoke");
    UUID keyId = uuid(sorted.plain().getFirst());
    return with(
        sorted,
        keys -> {
          around.out().println("revoked " + accepted(keys.revoke(system(), keyId)));
          return CommandLine.DONE;
        });
  }

  private int with(Words words, ToIntFunction<ManageApiKeys> work) {
    var settings = words.settings(around.variables(), around.properties());
    try (OpenInstallation open = OpenInstallation.of(settings);
        ConnectionPool pool = open.pool()) {
      return work.applyAsInt(open.apiKeys(pool));
    } catch (StoreUnavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private int printed(NewKey key) {
    around.out().println(key.text());
    around.err().println("key " + key.key().keyId() + "; it is shown this once");
    return CommandLine.DONE;
  }

  private static <T> T accepted(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Refused<T>(var refusal) -> throw new StartRefused(refusal.message());
    };
  }

  private static Caller system() {
    return new Caller(
        Tenants.DEFAULT, "command-line", EnumSet.allOf(Permission.class), true, "0".repeat(32));
  }

  private static String line(ApiKeyView key) {
    String state =
        key.revokedAt() != null
            ? "revoked " + key.revokedAt()
            : key.expiresAt() != null ? "expires " + key.expiresAt() : "active";
    return "%s  %s  %s  %s  %s"
        .formatted(
            key.keyId(),
            key.createdAt(),
            state,
            key.deployment() ? "deployment" : String.join(",", key.permissions()),
            key.name());
  }

  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UsageRefused("expected an instant such as 2027-01-31T00:00:00Z, but got " + text);
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new UsageRefused("expected a key id, but got " + text);
    }
  }
}
