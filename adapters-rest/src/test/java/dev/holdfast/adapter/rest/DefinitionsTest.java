package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of a definition, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefinitionsTest {
  private static final String PATH = "/api/workflow-definitions";
  private RestService service;
  private Client admin;

  @BeforeAll
  void start() {
    service = RestService.start();
    admin = service.admin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void a_definition_is_created_with_a_key_from_its_name() {
    Answer made = admin.post(PATH, Documents.create(Documents.sound("Ticket flow"))).ok(201);
    assertThat(made.string("/key")).isEqualTo("ticket-flow");
    assertThat(made.string("/status")).isEqualTo("draft");
    assertThat(made.at("/draftVersion")).isEqualTo(1L);
    assertThat(made.list("/issues")).isEmpty();
    assertThat(made.json()).doesNotContainKey("publishedVersion");
    assertThat(made.header("Location"))
        .isEqualTo(PATH + "/" + made.string("/workflowId") + "/draft");
    assertThat(admin.get(made.header("Location")).ok(200).json()).isEqualTo(made.json());
    assertThat(admin.get(PATH + "/ticket-flow/draft").ok(200).json()).isEqualTo(made.json());
    Answer second = admin.post(PATH, Documents.create(Documents.sound("Ticket flow"))).ok(201);
    assertThat(second.string("/key")).isEqualTo("ticket-flow-2");
  }

  @Test
  void keys_are_made_of_whatever_the_name_is() {
    assertThat(keyOf("2nd line")).isEqualTo("w-2nd-line");
    assertThat(keyOf("!!!")).isEqualTo("workflow");
    assertThat(keyOf("a".repeat(200))).isEqualTo("a".repeat(128));
    assertThat(keyOf("abcdef00-0000-7000-8000-000000000000"))
        .isEqualTo("w-abcdef00-0000-7000-8000-000000000000");
    Answer nameless = admin.post(PATH, "{\"definition\": {}}").ok(201);
    assertThat(nameless.string("/key")).startsWith("workflow");
    assertThat(nameless.list("/issues")).isNotEmpty();
  }

  private String keyOf(String name) {
    return admin.post(PATH, Documents.create(Documents.sound(name))).ok(201).string("/key");
  }

  @Test
  void a_given_key_is_taken_once() {
    admin.post(PATH, Documents.create("given", Documents.sound("x"))).ok(201);
    admin
        .post(PATH, Documents.create("given", Documents.sound("x")))
        .problem(409, "WORKFLOW_KEY_TAKEN");
    for (String key : List.of("Upper", "1st", "-", "a b", "abcdef00-0000-7000-8000-000000000000")) {
      admin
          .post(PATH, Documents.create(key, Documents.sound("x")))
          .problem(400, "INVALID_REQUEST")
          .pointing("/key");
    }
  }

  @Test
  void a_draft_is_saved_when_nobody_else_has() {
    create("saved", Documents.sound("Saved"));
    Answer saved = admin.put(PATH + "/saved/draft", save(Documents.broken(), 1)).ok(200);
    assertThat(saved.at("/draftVersion")).isEqualTo(2L);
    assertThat(saved.column("/issues", "code")).contains("UNKNOWN_STEP_TYPE");
    Answer stale =
        admin
            .put(PATH + "/saved/draft", save(Documents.sound("Saved"), 1))
            .problem(409, "WORKFLOW_DRAFT_STALE");
    assertThat(stale.at("/currentDraftVersion")).isEqualTo(2L);
    admin.put(PATH + "/nobody/draft", save("{}", 1)).problem(404, "WORKFLOW_NOT_FOUND");
  }

  @Test
  void publishing_makes_versions_that_never_change() {
    create("published", Documents.sound("First"));
    Answer first = admin.post(PATH + "/published/draft/publish", "").ok(200);
    assertThat(first.json()).containsEntry("ok", true).containsEntry("publishedVersion", 1L);
    assertThat(first.string("/definitionHash")).matches("[0-9a-f]{64}");
    assertThat(first.list("/warnings")).isEmpty();
    Answer before = admin.get(PATH + "/published/1").ok(200);
    assertThat(before.json())
        .containsEntry("status", "published")
        .containsEntry("publishedVersion", 1L)
        .containsEntry("draftVersion", 1L)
        .containsEntry("definitionHash", first.at("/definitionHash"))
        .containsKeys("publishedAt", "publishedBy", "metadata", "issues");

    service.ports.time.advance(Duration.ofMinutes(1));
    admin.put(PATH + "/published/draft", save(Documents.sound("Second"), 1)).ok(200);
    admin.put(PATH + "/published/metadata", "{\"isPaused\": true}").ok(200);
    Answer second =
        admin.post(PATH + "/published/draft/publish", "{\"expectedDraftVersion\": 2}").ok(200);
    assertThat(second.json()).containsEntry("publishedVersion", 2L);
    assertThat(admin.get(PATH + "/published/1").ok(200).json()).isEqualTo(before.json());
    assertThat(admin.get(PATH + "/published/versions").ok(200).column("/items", "version"))
        .containsExactly(2L, 1L);
    admin.get(PATH + "/published/3").problem(404, "WORKFLOW_VERSION_NOT_FOUND");
    admin
        .put(PATH + "/published/1", save(Documents.sound("x"), 1))
        .problem(409, "WORKFLOW_VERSION_IMMUTABLE");
    admin.post(PATH + "/published/1/publish", "").problem(409, "WORKFLOW_VERSION_IMMUTABLE");
  }

  @Test
  void nulls_and_the_order_of_assignments_are_kept() {
    create("ordered", Documents.sound("Ordered"));
    String text = admin.get(PATH + "/ordered/draft").ok(200).asText();
    assertThat(text).contains("\"assign\":{\"vars.b\":1,\"vars.a\":null}");
  }

  @Test
  void a_broken_draft_is_not_published() {
    create("broken", Documents.broken());
    Answer refused =
        admin.post(PATH + "/broken/draft/publish", "").problem(422, "WORKFLOW_INVALID");
    assertThat(refused.column("/errors", "code")).contains("UNKNOWN_STEP_TYPE");
    assertThat(refused.column("/errors", "pointer")).contains("/steps/0/type");
    assertThat(refused.column("/errors", "severity")).contains("error");
    admin
        .post(PATH + "/broken/draft/publish", "{\"expectedDraftVersion\": 7}")
        .problem(409, "WORKFLOW_DRAFT_STALE");
    assertThat(admin.get(PATH + "/broken/draft").ok(200).string("/status")).isEqualTo("draft");
  }

  @Test
  void validating_answers_200_whatever_the_definition() {
    for (String definition : List.of(Documents.sound("x"), "{}", "5", "null", "[]", "\"x\"")) {
      Answer answer = admin.post(PATH + "/validate", Documents.create(definition)).ok(200);
      boolean sound = definition.equals(Documents.sound("x"));
      assertThat(answer.at("/valid")).isEqualTo(sound);
      if (!sound) assertThat(answer.list("/issues")).isNotEmpty();
    }
    admin.post(PATH + "/validate", "{}").ok(200);
    admin.post(PATH + "/validate", "[]").problem(400, "INVALID_REQUEST").pointing("");
    admin.post(PATH + "/validate", Documents.create("{\"payloadSchema\": {\"type\": 5}}")).ok(200);
  }

  @Test
  void settings_are_changed_one_by_one() {
    create("settings", Documents.sound("Settings"));
    Answer changed =
        admin.put(PATH + "/settings/metadata", "{\"isPaused\": true, \"isSystem\": true}").ok(200);
    assertThat(changed.at("/metadata"))
        .isEqualTo(Map.of("isPaused", true, "isVisible", true, "isSystem", true));
    admin
        .put(PATH + "/settings/metadata", "{\"concurrencyLimit\": 3, \"isPaused\": false}")
        .problem(422, "NOT_SUPPORTED")
        .pointing("/concurrencyLimit");
    admin
        .put(PATH + "/settings/metadata", "{\"isPaused\": 1, \"no\": 2}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/isPaused", "/no");
    admin.delete(PATH + "/settings").problem(409, "WORKFLOW_IS_SYSTEM");
    admin
        .post(PATH, "{\"definition\": {}, \"metadata\": {\"isVisible\": \"yes\"}}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/metadata/isVisible");
  }

  @Test
  void deleting_waits_for_the_runs_to_end() {
    String id = create("deleted", Documents.sound("Deleted")).string("/workflowId");
    service.ports.withLiveRuns.add(UUID.fromString(id));
    admin.delete(PATH + "/deleted").problem(409, "WORKFLOW_HAS_LIVE_RUNS");
    service.ports.withLiveRuns.clear();
    admin.delete(PATH + "/" + id).ok(204);
    admin.get(PATH + "/deleted/draft").problem(404, "WORKFLOW_NOT_FOUND");
    admin.delete(PATH + "/deleted").problem(404, "WORKFLOW_NOT_FOUND");
    create("deleted", Documents.sound("Deleted again"));
  }

  @Test
  void definitions_are_listed_in_pages() {
    try (RestService own = RestService.start()) {
      Client client = own.admin();
      for (int i = 0; i < 5; i++) {
        client.post(PATH, Documents.create("flow-" + i, Documents.triggeredBy("F" + i, "e" + i)));
      }
      client.post(PATH + "/flow-3/draft/publish", "").ok(200);
      client.put(PATH + "/flow-4/metadata", "{\"isVisible\": false}").ok(200);
      assertThat(keys(client.get(PATH))).containsExactly("flow-3", "flow-2", "flow-1", "flow-0");
      assertThat(keys(client.get(PATH + "?hidden=true"))).hasSize(5);
      assertThat(keys(client.get(PATH + "?status=published"))).containsExactly("flow-3");
      assertThat(keys(client.get(PATH + "?status=draft&status=published"))).hasSize(4);
      assertThat(keys(client.get(PATH + "?trigger=e3"))).containsExactly("flow-3");
      assertThat(keys(client.get(PATH + "?trigger=e2"))).isEmpty();
      assertThat(keys(client.get(PATH + "?search=f2"))).containsExactly("flow-2");
      assertThat(keys(client.get(PATH + "?search=%25"))).isEmpty();
      own.ports.time.advance(Duration.ofSeconds(1));
      client.put(PATH + "/flow-1/draft", save(Documents.sound("F1"), 1)).ok(200);
      assertThat(keys(client.get(PATH + "?sort=-updatedAt&limit=1"))).containsExactly("flow-1");
      assertThat(keys(client.get(PATH + "?sort=-createdAt&limit=1"))).containsExactly("flow-3");
      Answer page = client.get(PATH + "?sort=key&limit=2").ok(200);
      assertThat(keys(page)).containsExactly("flow-0", "flow-1");
      assertThat(keys(client.get(PATH + "?sort=key&limit=2&cursor=" + page.string("/nextCursor"))))
          .containsExactly("flow-2", "flow-3");
      for (String wrong :
          List.of(
              "limit=0",
              "limit=201",
              "limit=x",
              "cursor=%00",
              "cursor=x!",
              "status=gone",
              "sort=upwards",
              "nope=1",
              "limit=1&limit=2",
              "hidden=maybe")) {
        client.get(PATH + "?" + wrong).problem(400, "INVALID_REQUEST");
      }
    }
  }

  private static List<Object> keys(Answer list) {
    return list.ok(200).column("/items", "key");
  }

  @Test
  void every_change_stands_in_the_audit() {
    create("audited", Documents.sound("Audited"));
    admin.put(PATH + "/audited/draft", save(Documents.sound("Audited"), 1)).ok(200);
    admin.put(PATH + "/audited/draft", save(Documents.sound("Audited"), 1));
    admin.post(PATH + "/audited/draft/publish", "").ok(200);
    admin.put(PATH + "/audited/metadata", "{\"isPaused\": true}").ok(200);
    Answer audit = admin.get(PATH + "/audited/audit").ok(200);
    assertThat(audit.column("/items", "action"))
        .containsExactly(
            "definition.settings_changed",
            "definition.published",
            "definition.saved",
            "definition.created");
    assertThat(audit.string("/items/0/principal")).startsWith("key:");
    Answer csv = admin.get(PATH + "/audited/audit?limit=2", "Accept", "text/csv");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.asText().lines())
        .hasSize(3)
        .first()
        .isEqualTo("auditId,at,principal,action,reason,details");
    assertThat(csv.header("X-Next-Cursor")).isNotEmpty();
    assertThat(admin.get(PATH + "/audited/audit?format=csv").asText()).startsWith("auditId");
  }

  private Answer create(String key, String document) {
    return admin.post(PATH, Documents.create(key, document)).ok(201);
  }

  private static String save(String document, int expected) {
    return "{\"definition\": " + document + ", \"expectedDraftVersion\": " + expected + "}";
  }
}
