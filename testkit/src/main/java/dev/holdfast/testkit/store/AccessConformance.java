package dev.holdfast.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.ApiKeys.ApiKey;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.port.out.Tenants.Tenant;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of {@link ApiKeys} and {@link Tenants}, on stores that were empty at first. */
public abstract class AccessConformance {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final AtomicLong COUNT = new AtomicLong();

  private final String tenant = "t-" + UUID.randomUUID();

  protected abstract ApiKeys keys();

  protected abstract Tenants tenants();

  /** Removes all keys, and all tenants but the default one. */
  protected abstract void empty();

  @BeforeEach
  void begin() {
    empty();
    tenants().create(new Tenant(tenant, "Ours", T0));
  }

  @Test
  void the_default_tenant_always_exists() {
    assertThat(tenants().find(Tenants.DEFAULT)).isNotNull();
    assertThat(tenants().create(new Tenant(Tenants.DEFAULT, "Mine", T0))).isFalse();
  }

  @Test
  void a_tenant_is_made_once() {
    assertThat(tenants().create(new Tenant(tenant, "Again", T0.plusSeconds(9)))).isFalse();
    assertThat(tenants().find(tenant)).isEqualTo(new Tenant(tenant, "Ours", T0));
    assertThat(tenants().create(new Tenant("nameless", null, T0))).isTrue();
    assertThat(tenants().find("nameless")).isEqualTo(new Tenant("nameless", null, T0));
    assertThat(tenants().find("nobody")).isNull();
    assertThat(Together.all(6, n -> tenants().create(new Tenant("same", "n" + n, T0))))
        .containsOnlyOnce(true);
  }

  @Test
  void tenants_can_be_paged_through() {
    for (int n = 0; n < 9; n++) tenants().create(new Tenant("p" + n, null, T0.plusSeconds(n / 3)));
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<Tenant> page = tenants().list(4, cursor);
      page.items().forEach(item -> ids.add(item.tenantId()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(ids).hasSize(11).doesNotHaveDuplicates();
    assertThat(ids.indexOf("p8")).isLessThan(ids.indexOf("p5"));
    assertThatThrownBy(() -> tenants().list(4, "nonsense")).isInstanceOf(CursorInvalid.class);
  }

  @Test
  void a_key_is_found_by_its_secrets_hash_alone() {
    ApiKey key = key(tenant, T0.plusSeconds(60));
    keys().add(key, hash(1));

    assertThat(keys().bySecret(hash(1))).isEqualTo(key);
    assertThat(keys().bySecret(hash(2))).isNull();
    assertThat(keys().bySecret("")).isNull();
  }

  @Test
  void a_key_needs_its_tenant_and_a_secret_of_its_own() {
    keys().add(key(tenant, null), hash(1));

    assertThatIllegalStateException().isThrownBy(() -> keys().add(key("nobody", null), hash(2)));
    assertThatIllegalStateException().isThrownBy(() -> keys().add(key(tenant, null), hash(1)));
    assertThat(keys().list(null, 10, null).items()).hasSize(1);
  }

  @Test
  void a_revoked_key_stays_revoked_since_the_first_time() {
    ApiKey key = key(tenant, null);
    keys().add(key, hash(1));

    ApiKey revoked = Objects.requireNonNull(keys().revoke(tenant, key.keyId(), T0.plusSeconds(5)));

    assertThat(revoked.revokedAt()).isEqualTo(T0.plusSeconds(5));
    assertThat(keys().revoke(tenant, key.keyId(), T0.plusSeconds(9))).isEqualTo(revoked);
    assertThat(keys().bySecret(hash(1))).isEqualTo(revoked);
    assertThat(keys().revoke("other", key.keyId(), T0)).isNull();
    assertThat(keys().revoke(null, key.keyId(), T0)).isEqualTo(revoked);
    assertThat(keys().revoke(tenant, UUID.randomUUID(), T0)).isNull();
  }

  @Test
  void only_one_first_key_is_ever_made() {
    assertThat(Together.all(8, n -> keys().addFirst(key(Tenants.DEFAULT, null), hash(n))))
        .containsOnlyOnce(true);
    ApiKey first = keys().list(null, 10, null).items().getFirst();
    assertThat(keys().list(null, 10, null).items()).containsExactly(first);

    keys().revoke(null, first.keyId(), T0);
    assertThat(keys().addFirst(key(Tenants.DEFAULT, null), hash(99))).isFalse();
  }

  @Test
  void keys_are_listed_newest_first_by_tenant_or_altogether() {
    for (int n = 0; n < 7; n++) keys().add(key(tenant, null), hash(n));
    keys().add(key(Tenants.DEFAULT, null), hash(100));

    List<ApiKey> ours = all(tenant);
    assertThat(ours).hasSize(7).allMatch(key -> key.tenantId().equals(tenant));
    assertThat(ours)
        .isSortedAccordingTo((a, b) -> b.keyId().toString().compareTo(a.keyId().toString()));
    assertThat(all(null)).hasSize(8);
    assertThatThrownBy(() -> keys().list(tenant, 4, "nonsense")).isInstanceOf(CursorInvalid.class);
  }

  private List<ApiKey> all(@Nullable String of) {
    List<ApiKey> all = new ArrayList<>();
    String cursor = null;
    do {
      Page<ApiKey> page = keys().list(of, 3, cursor);
      all.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    return all;
  }

  private static ApiKey key(String tenant, @Nullable Instant expiresAt) {
    UUID id = new UUID(0x0195_0000_0000_7000L + (COUNT.incrementAndGet() << 16), 1);
    List<String> permissions = List.of("workflow:read", "tasks:work");
    return new ApiKey(id, tenant, "Name", permissions, false, T0, "author", expiresAt, null);
  }

  private static String hash(int n) {
    return "%064x".formatted(n);
  }
}
