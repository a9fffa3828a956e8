package dev.holdfast.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas.RegisteredSchema;
import dev.holdfast.application.port.out.RegisteredSchemas.Registration;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The promises of {@link RegisteredSchemas}. */
public abstract class RegisteredSchemasConformance {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");

  private final String tenant = "t-" + UUID.randomUUID();

  protected abstract RegisteredSchemas schemas();

  @Test
  void a_reference_means_one_schema_for_ever() {
    RegisteredSchema first = schema(1, "payload.A.v1", "{\"type\": \"object\"}", "h1");

    assertThat(schemas().register(tenant, first)).isEqualTo(new Registration.Created());
    assertThat(schemas().register(tenant, schema(2, "payload.A.v1", "{}", "h2")))
        .isEqualTo(new Registration.Existing(first));
    assertThat(schemas().find(tenant, "payload.A.v1")).isEqualTo(first);
    assertThat(schemas().find(tenant, "payload.B.v1")).isNull();
    assertThat(schemas().find("other", "payload.A.v1")).isNull();
  }

  @Test
  void of_many_registrations_at_once_one_is_first() {
    List<Registration> answers =
        Together.all(8, n -> schemas().register(tenant, schema(n, "payload.A.v1", "{}", "h" + n)));

    assertThat(answers).filteredOn(Registration.Created.class::isInstance).hasSize(1);
    RegisteredSchema stored = Objects.requireNonNull(schemas().find(tenant, "payload.A.v1"));
    assertThat(answers)
        .filteredOn(Registration.Existing.class::isInstance)
        .containsOnly(new Registration.Existing(stored));
  }

  @Test
  void the_newest_is_listed_first() {
    for (int n = 0; n < 11; n++) {
      schemas().register(tenant, schema(n, "payload.S" + n + ".v1", "{}", "h"));
    }
    List<String> refs = new ArrayList<>();
    String cursor = null;
    do {
      Page<RegisteredSchema> page = schemas().list(tenant, 4, cursor);
      page.items().forEach(schema -> refs.add(schema.schemaRef()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(refs).hasSize(11).startsWith("payload.S10.v1").endsWith("payload.S0.v1");
    assertThat(schemas().list("other", 4, null).items()).isEmpty();
    assertThatThrownBy(() -> schemas().list(tenant, 4, "nonsense"))
        .isInstanceOf(CursorInvalid.class);
  }

  private static RegisteredSchema schema(int n, String ref, String text, String hash) {
    UUID id =
        new UUID(
            0x0195_0000_0000_7000L + ((long) n << 16), UUID.randomUUID().getMostSignificantBits());
    return new RegisteredSchema(id, ref, text, hash, T0.plusSeconds(n), "author");
  }
}
