package dev.holdfast.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.Audit.AuditRow;
import dev.holdfast.application.port.out.Audit.Filter;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The promises of {@link Audit} and {@link UnitOfWork}. */
public abstract class AuditConformance {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Filter ALL = new Filter(null, null, null, null);

  private final String tenant = "t-" + UUID.randomUUID();

  protected abstract Audit audit();

  protected abstract UnitOfWork unitOfWork();

  @Test
  void rows_come_back_as_they_were_newest_first() {
    AuditRow first = row(1, "definition", "a", null);
    AuditRow second = row(2, "definition", "b", "because");
    audit().append(first);
    audit().append(second);

    assertThat(audit().list(tenant, ALL, 10, null).items()).containsExactly(second, first);
    assertThat(audit().list("other", ALL, 10, null).items()).isEmpty();
  }

  @Test
  void rows_can_be_found_by_object_and_time() {
    for (int n = 0; n < 10; n++)
      audit().append(row(n, n % 2 == 0 ? "key" : "draft", "o" + n, null));

    assertThat(objects(new Filter("key", null, null, null), 2))
        .containsExactly("o8", "o6", "o4", "o2", "o0");
    assertThat(objects(new Filter("draft", "o3", null, null), 2)).containsExactly("o3");
    assertThat(objects(new Filter(null, null, T0.plusSeconds(3), T0.plusSeconds(6)), 2))
        .containsExactly("o5", "o4", "o3");
    assertThatThrownBy(() -> audit().list(tenant, ALL, 4, "nonsense"))
        .isInstanceOf(CursorInvalid.class);
  }

  @Test
  void a_unit_of_work_keeps_all_or_nothing() {
    assertThatThrownBy(() ->
            unitOfWork()
                .inTransaction(() -> {
                  audit().append(row(1, "key", "lost", null));
                  throw new IllegalArgumentException("changed its mind");
                }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(audit().list(tenant, ALL, 10, null).items()).isEmpty();

    String answer =
        unitOfWork()
            .inTransaction(() -> {
              audit().append(row(1, "key", "kept", null));
              return "done";
            });
    assertThat(answer).isEqualTo("done");
    assertThat(objects(ALL, 10)).containsExactly("kept");
  }

  @Test
  void a_unit_inside_a_unit_is_part_of_it() {
    assertThatThrownBy(() ->
            unitOfWork()
                .inTransaction(() -> {
                  unitOfWork()
                      .inTransaction(() -> {
                        audit().append(row(1, "key", "inner", null));
                        return null;
                      });
                  throw new IllegalArgumentException("the outer one fails");
                }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(audit().list(tenant, ALL, 10, null).items()).isEmpty();
  }

  private List<String> objects(Filter filter, int limit) {
    List<String> objects = new ArrayList<>();
    String cursor = null;
    do {
      Page<AuditRow> page = audit().list(tenant, filter, limit, cursor);
      page.items().forEach(row -> objects.add(row.objectId()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return objects;
  }

  private AuditRow row(int n, String type, String object, @Nullable String reason) {
    UUID id =
        new UUID(
            0x0195_0000_0000_7000L + ((long) n << 16), UUID.randomUUID().getMostSignificantBits());
    Map<String, @Nullable Object> details = Json.objectOf(Map.of("n", n));
    return new AuditRow(
        id, tenant, T0.plusSeconds(n), "author", "made", type, object, reason, details);
  }
}
