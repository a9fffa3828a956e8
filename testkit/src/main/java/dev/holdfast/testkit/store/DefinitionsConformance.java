package dev.holdfast.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Creation;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.Deletion;
import dev.holdfast.application.port.out.Definitions.DraftText;
import dev.holdfast.application.port.out.Definitions.DraftWrite;
import dev.holdfast.application.port.out.Definitions.Filter;
import dev.holdfast.application.port.out.Definitions.KeyWish;
import dev.holdfast.application.port.out.Definitions.NewDefinition;
import dev.holdfast.application.port.out.Definitions.NewVersion;
import dev.holdfast.application.port.out.Definitions.Publication;
import dev.holdfast.application.port.out.Definitions.Settings;
import dev.holdfast.application.port.out.Definitions.Sort;
import dev.holdfast.application.port.out.Definitions.TriggeredVersion;
import dev.holdfast.application.port.out.Definitions.Version;
import dev.holdfast.application.port.out.Definitions.VersionFacts;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The promises of {@link Definitions}. */
public abstract class DefinitionsConformance {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Filter ALL = new Filter(null, null, null, Sort.NEWEST_FIRST);

  /** A store that no other test class writes to. */
  protected abstract Definitions definitions();

  private final String tenant = "t-" + UUID.randomUUID();

  @Test
  void a_document_comes_back_to_the_byte() {
    String document = "{\"b\":1.0,\n \"a\":\"\u00e4\uD83D\uDE00\\u0041\", \"b2\":[ ] }  ";
    Definition made = created(new KeyWish.Exactly("orders"), document, T0);

    Definition found = found("orders");
    assertThat(found).isEqualTo(made);
    assertThat(found.draftDocument()).isEqualTo(document);
    assertThat(found.draftVersion()).isEqualTo(1);
    assertThat(found.publishedVersion()).isNull();
    assertThat(found.createdAt()).isEqualTo(T0);
    assertThat(definitions().find(tenant, made.workflowId().toString())).isEqualTo(made);
  }

  @Test
  void settings_keep_their_order_and_numbers() {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("z", new BigDecimal("0.1"));
    metadata.put("a", null);
    metadata.put("m", List.of(1L, "x"));
    Definition made = created(new KeyWish.Exactly("k"), "{}", T0);

    Definition changed =
        definitions()
            .saveSettings(
                tenant, made.workflowId(), new Settings(true, metadata), "p", T0.plusSeconds(1));

    assertThat(changed).isEqualTo(found("k"));
    assertThat(found("k").settings()).isEqualTo(new Settings(true, metadata));
    assertThat(found("k").settings().metadata().keySet()).containsExactly("z", "a", "m");
    assertThat(found("k").updatedAt()).isEqualTo(T0.plusSeconds(1));
    assertThat(
            definitions()
                .saveSettings(tenant, UUID.randomUUID(), new Settings(true, metadata), "p", T0))
        .isNull();
  }

  @Test
  void a_given_key_in_use_is_refused_and_leaves_nothing() {
    created(new KeyWish.Exactly("orders"), "{}", T0);
    NewDefinition second = wanted(new KeyWish.Exactly("orders"), "{}", T0);

    assertThat(definitions().create(second)).isEqualTo(new Creation.KeyTaken());
    assertThat(definitions().find(tenant, second.workflowId().toString())).isNull();
  }

  @Test
  void a_made_key_takes_the_next_free_number() {
    assertThat(madeKey("orders")).isEqualTo("orders");
    assertThat(madeKey("orders")).isEqualTo("orders-2");
    created(new KeyWish.Exactly("orders-3"), "{}", T0);
    assertThat(madeKey("orders")).isEqualTo("orders-4");
    assertThat(madeKey("orders-2")).isEqualTo("orders-2-2");
  }

  @Test
  void a_long_made_key_is_cut_to_make_room() {
    String longest = "k".repeat(128);

    assertThat(madeKey(longest)).isEqualTo(longest);
    assertThat(madeKey(longest)).isEqualTo("k".repeat(126) + "-2");
    assertThat(madeKey(longest + "x")).isEqualTo("k".repeat(126) + "-3");
  }

  @Test
  void keys_are_each_tenants_own() {
    created(new KeyWish.Exactly("orders"), "{}", T0);

    assertThat(definitions().find("somebody-else", "orders")).isNull();
    NewDefinition wanted = wanted(new KeyWish.Exactly("orders"), "{}", T0);
    NewDefinition theirs =
        new NewDefinition(
            wanted.workflowId(),
            tenant + "-2",
            wanted.key(),
            wanted.draft(),
            wanted.settings(),
            "p",
            T0);
    assertThat(definitions().create(theirs)).isInstanceOf(Creation.Created.class);
    assertThat(definitions().find(tenant, theirs.workflowId().toString())).isNull();
  }

  @Test
  void a_stale_draft_changes_nothing() {
    UUID id = created(new KeyWish.Exactly("k"), "{\"n\":1}", T0).workflowId();

    assertThat(definitions().saveDraft(tenant, id, 1, draft("{\"n\":2}")))
        .isEqualTo(new DraftWrite.Saved(found("k")));
    assertThat(found("k").draftVersion()).isEqualTo(2);
    assertThat(definitions().saveDraft(tenant, id, 1, draft("{\"n\":3}")))
        .isEqualTo(new DraftWrite.Stale(2));
    assertThat(definitions().saveDraft(tenant, id, 3, draft("{\"n\":3}")))
        .isEqualTo(new DraftWrite.Stale(2));
    assertThat(found("k").draftDocument()).isEqualTo("{\"n\":2}");
    assertThat(definitions().saveDraft("other", id, 2, draft("{}")))
        .isEqualTo(new DraftWrite.NotFound());
  }

  @Test
  void of_many_writers_of_one_draft_one_wins() {
    UUID id = created(new KeyWish.Exactly("k"), "{}", T0).workflowId();

    List<DraftWrite> answers =
        Together.all(8, n -> definitions().saveDraft(tenant, id, 1, draft("{\"n\":" + n + "}")));

    assertThat(answers).filteredOn(DraftWrite.Saved.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(DraftWrite.Stale.class::isInstance)
        .hasSize(7)
        .containsOnly(new DraftWrite.Stale(2));
  }

  @Test
  void a_key_wanted_many_times_at_once_is_given_once() {
    List<Creation> exactly =
        Together.all(8, n -> definitions().create(wanted(new KeyWish.Exactly("one"), "{}", T0)));
    assertThat(exactly).filteredOn(Creation.Created.class::isInstance).hasSize(1);

    List<String> made = Together.all(8, n -> madeKey("many"));
    assertThat(made)
        .containsExactlyInAnyOrder(
            "many", "many-2", "many-3", "many-4", "many-5", "many-6", "many-7", "many-8");
  }

  @Test
  void versions_count_from_one_and_never_change() {
    UUID id = created(new KeyWish.Exactly("k"), "{\"n\":1}", T0).workflowId();

    assertThat(definitions().publish(tenant, id, 1, version("{\"n\":1}", "h1", "order.made")))
        .isEqualTo(new Publication.Published(1));
    definitions().saveDraft(tenant, id, 1, draft("{\"n\":2}"));
    assertThat(definitions().publish(tenant, id, 2, version("{\"n\":2}", "h2")))
        .isEqualTo(new Publication.Published(2));

    Version first = definitions().version(tenant, id, 1);
    assertThat(first)
        .isEqualTo(
            new Version(
                id, 1, "{\"n\":1}", "{\"s\":1}", "h1", "sem", "ref.v1", "{}", T0, "publisher"));
    assertThat(definitions().versions(tenant, id))
        .containsExactly(
            new VersionFacts(2, "h2", T0, "publisher"), new VersionFacts(1, "h1", T0, "publisher"));
    assertThat(found("k").publishedVersion()).isEqualTo(2);
    assertThat(definitions().version(tenant, id, 3)).isNull();
    assertThat(definitions().version("other", id, 1)).isNull();
    assertThat(definitions().versions("other", id)).isEmpty();
  }

  @Test
  void what_was_not_checked_is_not_published() {
    UUID id = created(new KeyWish.Exactly("k"), "{}", T0).workflowId();
    definitions().saveDraft(tenant, id, 1, draft("{\"n\":2}"));

    assertThat(definitions().publish(tenant, id, 1, version("{}", "h")))
        .isEqualTo(new Publication.Stale(2));
    assertThat(found("k").publishedVersion()).isNull();
    assertThat(definitions().publish(tenant, UUID.randomUUID(), 1, version("{}", "h")))
        .isEqualTo(new Publication.NotFound());
  }

  @Test
  void publishing_at_once_gives_each_its_number() {
    UUID id = created(new KeyWish.Exactly("k"), "{}", T0).workflowId();

    List<Publication> answers =
        Together.all(6, n -> definitions().publish(tenant, id, 1, version("{}", "h" + n)));

    assertThat(answers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 6).<Publication>mapToObj(Publication.Published::new).toList());
  }

  @Test
  void only_the_newest_version_is_triggered() {
    UUID b = created(new KeyWish.Exactly("b"), "{}", T0).workflowId();
    UUID a = created(new KeyWish.Exactly("a"), "{}", T0).workflowId();
    definitions().publish(tenant, b, 1, version("{}", "h", "made", "made", "paid"));
    definitions().publish(tenant, a, 1, version("{}", "h", "made"));
    assertThat(definitions().triggeredBy(tenant, "made"))
        .containsExactly(new TriggeredVersion(a, "a", 1), new TriggeredVersion(b, "b", 1));

    definitions().publish(tenant, a, 1, version("{}", "h"));

    assertThat(definitions().triggeredBy(tenant, "made"))
        .containsExactly(new TriggeredVersion(b, "b", 1));
    assertThat(definitions().triggeredBy(tenant, "paid"))
        .containsExactly(new TriggeredVersion(b, "b", 1));
    assertThat(definitions().triggeredBy("other", "made")).isEmpty();
  }

  @Test
  void a_deleted_definition_leaves_its_versions_and_frees_its_key() {
    UUID id = created(new KeyWish.Exactly("k"), "{}", T0).workflowId();
    definitions().publish(tenant, id, 1, version("{}", "h", "made"));

    assertThat(definitions().delete("other", id, "p", T0)).isEqualTo(Deletion.NOT_FOUND);
    assertThat(definitions().delete(tenant, id, "p", T0)).isEqualTo(Deletion.DELETED);

    assertThat(definitions().find(tenant, "k")).isNull();
    assertThat(definitions().find(tenant, id.toString())).isNull();
    assertThat(definitions().triggeredBy(tenant, "made")).isEmpty();
    assertThat(definitions().list(tenant, ALL, 10, null).items()).isEmpty();
    assertThat(definitions().version(tenant, id, 1)).isNotNull();
    assertThat(definitions().saveDraft(tenant, id, 1, draft("{}")))
        .isEqualTo(new DraftWrite.NotFound());
    assertThat(definitions().publish(tenant, id, 1, version("{}", "h")))
        .isEqualTo(new Publication.NotFound());
    assertThat(definitions().delete(tenant, id, "p", T0)).isEqualTo(Deletion.NOT_FOUND);
    created(new KeyWish.Exactly("k"), "{}", T0);
  }

  @Test
  void every_order_can_be_paged_through() {
    List<String> keys = new ArrayList<>();
    for (int n = 0; n < 23; n++) {
      // Several have the same instant, so that the id must tell them apart.
      keys.add(created(new KeyWish.Exactly("k" + (99 - n)), "{}", T0.plusSeconds(n / 4)).key());
    }
    for (Sort sort : Sort.values()) {
      assertThat(paged(new Filter(null, null, null, sort), 5))
          .as("%s", sort)
          .containsExactlyElementsOf(paged(new Filter(null, null, null, sort), 200))
          .containsExactlyInAnyOrderElementsOf(keys);
    }
    assertThat(paged(ALL, 7).getLast()).isIn("k99", "k98", "k97", "k96");
    List<String> sorted = new ArrayList<>(keys);
    Collections.sort(sorted);
    assertThat(paged(new Filter(null, null, null, Sort.BY_KEY), 4)).isEqualTo(sorted);
  }

  @Test
  void filters_narrow_a_list() {
    UUID made = created(new KeyWish.Exactly("order-100_percent"), "{}", T0).workflowId();
    created(new KeyWish.Exactly("refund"), "{}", T0.plusSeconds(1));
    definitions().publish(tenant, made, 1, version("{}", "h", "made"));

    assertThat(paged(new Filter("ORDER", null, null, Sort.BY_KEY), 9))
        .containsExactly("order-100_percent");
    assertThat(paged(new Filter("name of", null, null, Sort.BY_KEY), 9)).hasSize(2);
    assertThat(paged(new Filter("0%", null, null, Sort.BY_KEY), 9)).isEmpty();
    assertThat(paged(new Filter("0_p", null, null, Sort.BY_KEY), 9)).hasSize(1);
    assertThat(paged(new Filter("r_f", null, null, Sort.BY_KEY), 9)).isEmpty();
    assertThat(paged(new Filter("\\", null, null, Sort.BY_KEY), 9)).isEmpty();
    assertThat(paged(new Filter(null, true, null, Sort.NEWEST_FIRST), 9))
        .containsExactly("order-100_percent");
    assertThat(paged(new Filter(null, false, null, Sort.NEWEST_FIRST), 9))
        .containsExactly("refund");
    assertThat(paged(new Filter(null, null, "made", Sort.NEWEST_FIRST), 9))
        .containsExactly("order-100_percent");
    assertThat(definitions().list("other", ALL, 9, null).items()).isEmpty();
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    for (String cursor : List.of("", "x", "AAAA", "'; drop table x", "bm9uZQ")) {
      assertThatThrownBy(() -> definitions().list(tenant, ALL, 9, cursor))
          .as("cursor %s", cursor)
          .isInstanceOf(CursorInvalid.class);
    }
  }

  private List<String> paged(Filter filter, int limit) {
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Page<Definition> page = definitions().list(tenant, filter, limit, cursor);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().forEach(definition -> keys.add(definition.key()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return keys;
  }

  private Definition found(String key) {
    Definition found = definitions().find(tenant, key);
    if (found == null) throw new AssertionError("expected the definition " + key);
    return found;
  }

  private String madeKey(String base) {
    return created(new KeyWish.From(base), "{}", T0).key();
  }

  private Definition created(KeyWish key, String document, Instant at) {
    Creation creation = definitions().create(wanted(key, document, at));
    if (creation instanceof Creation.Created(Definition definition)) return definition;
    throw new AssertionError("expected to make " + key + ", but: " + creation);
  }

  private NewDefinition wanted(KeyWish key, String document, Instant at) {
    return new NewDefinition(
        UUID.randomUUID(),
        tenant,
        key,
        new DraftText("Name of it", document, "author", at),
        new Settings(false, Map.of()),
        "author",
        at);
  }

  private static DraftText draft(String document) {
    return new DraftText("Name", document, "author", T0.plusSeconds(5));
  }

  private static NewVersion version(String document, String hash, String... events) {
    return new NewVersion(
        document, "{\"s\":1}", hash, "sem", "ref.v1", "{}", List.of(events), "publisher", T0);
  }
}
