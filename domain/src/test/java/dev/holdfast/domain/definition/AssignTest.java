package dev.holdfast.domain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignTest {
  @ParameterizedTest
  @CsvSource({
    "payload.a.b, payload.a.b",
    "vars.a[0].b, vars.a[0].b",
    "meta.state, meta.state",
    "meta.mine.x, meta.mine.x",
    "/vars/a/0, vars.a.0",
    "/payload/a.b, /payload/a.b",
    "total, vars.total",
    "result.items, vars.result.items",
    "'  vars.a  ', vars.a",
    "vars.error, vars.error",
  })
  void every_form_means_one_place(String text, String meaning) {
    AssignPath path = path(text);
    assertThat(path.text()).isEqualTo(meaning);
    assertThat(path(path.text())).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "payload",
        "vars",
        "meta",
        "/vars",
        "error",
        "error.code",
        "/error/code",
        "vars.__proto__",
        "vars.a.prototype.b",
        "/vars/constructor",
        "constructor",
        "/a/b",
        "vars[0]",
        "meta.runId",
        "meta.workflowId",
        "meta.version",
        "meta.tenantId",
        "meta.startedAt",
        "meta.tags",
        "meta.tags.a",
        "/meta/tags",
        "vars..a",
        "vars.a[",
        "a b.c " + "."
      })
  void what_must_not_be_written_is_refused(String text) {
    assertThat(AssignPath.parse(text)).isInstanceOf(AssignPath.Parsing.Refused.class);
  }

  @Test
  void missing_objects_are_made_and_null_counts_as_missing() {
    assertThat(written("{}", "vars.a.b.c", 1L)).isEqualTo("{\"a\":{\"b\":{\"c\":1}}}");
    assertThat(written(Json.object(single("a", null)), "vars.a.b", 1L))
        .isEqualTo("{\"a\":{\"b\":1}}");
  }

  @Test
  void an_index_replaces_or_appends_and_leaves_no_gap() {
    Map<String, @Nullable Object> root = Json.objectOf(Map.of("a", List.of(1, 2)));
    assertThat(written(root, "vars.a[1]", 9L)).isEqualTo("{\"a\":[1,9]}");
    assertThat(written(root, "vars.a.2", 9L)).isEqualTo("{\"a\":[1,2,9]}");
    assertThat(written(root, "/vars/a/0", 9L)).isEqualTo("{\"a\":[9,2]}");
    assertThat(refused(root, "vars.a[3]")).contains("2 elements");
  }

  @Test
  void brackets_make_a_list_and_plain_digits_an_object() {
    assertThat(written("{}", "vars.a[0].b", 1L)).isEqualTo("{\"a\":[{\"b\":1}]}");
    assertThat(written("{}", "vars.byYear.2024", 1L)).isEqualTo("{\"byYear\":{\"2024\":1}}");
    assertThat(refused(Json.EMPTY_OBJECT, "vars.a[1]")).contains("gap");
  }

  @Test
  void a_list_never_passes_its_limit() {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) list.add(0L);
    Map<String, @Nullable Object> root = Json.object(single("a", Json.list(list)));
    assertThat(written(root, "vars.a[9999]", 1L)).endsWith(",0,1]}");
    assertThat(refused(root, "vars.a.10000")).contains("no such member");
  }

  @Test
  void writing_through_a_scalar_or_to_a_list_by_name_is_refused() {
    Map<String, @Nullable Object> root =
        Json.objectOf(Map.of("s", "text", "l", List.of(), "o", Map.of()));
    assertThat(refused(root, "vars.s.x"))
        .isEqualTo("vars.s.x: expected to write inside 's', but it is a string and holds nothing");
    assertThat(refused(root, "vars.l.x")).contains("is a list");
    assertThat(refused(root, "vars.o[0]")).contains("is an object");
  }

  @Test
  void everything_off_the_way_is_shared() {
    Map<String, @Nullable Object> root =
        Json.objectOf(Map.of("a", Map.of("x", List.of(1)), "b", Map.of("y", 2)));
    Assign.Result result = Assign.write(root, path("vars.a.z"), 1L);
    Map<String, @Nullable Object> after = ((Assign.Result.Written) result).root();
    assertThat(after.get("b")).isSameAs(root.get("b"));
    assertThat(((Map<?, ?>) after.get("a")).get("x"))
        .isSameAs(((Map<?, ?>) root.get("a")).get("x"));
  }

  static AssignPath path(String text) {
    return switch (AssignPath.parse(text)) {
      case AssignPath.Parsing.Parsed parsed -> parsed.path();
      case AssignPath.Parsing.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  private static Map<String, @Nullable Object> single(String key, @Nullable Object value) {
    Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static String written(String empty, String path, Object value) {
    assertThat(empty).isEqualTo("{}");
    return written(Json.EMPTY_OBJECT, path, value);
  }

  private static String written(Map<String, @Nullable Object> root, String path, Object value) {
    return switch (Assign.write(root, path(path), value)) {
      case Assign.Result.Written written -> Json.canonicalText(written.root());
      case Assign.Result.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  private static String refused(Map<String, @Nullable Object> root, String path) {
    return switch (Assign.write(root, path(path), 1L)) {
      case Assign.Result.Written written -> throw new AssertionError(Json.text(written.root()));
      case Assign.Result.Refused refused -> refused.message();
    };
  }
}
