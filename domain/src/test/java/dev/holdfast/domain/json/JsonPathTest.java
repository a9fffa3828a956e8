package dev.holdfast.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
  private static final Object DOCUMENT =
      Json.of(
          Map.of(
              "a", Map.of("b", List.of(Map.of("c", 1), "x")),
              "n", JsonTest.ordered("null", null),
              "0", "zero",
              "s/l", Map.of("~", 2)));

  @ParameterizedTest
  @CsvSource({
    "a.b[0].c, 1",
    "a.b.0.c, 1",
    "/a/b/0/c, 1",
    "a.b[1], x",
    "0, zero",
    "/0, zero",
    "/s~1l/~0, 2",
    "s/l.~, 2"
  })
  void a_path_reads_what_stands_there(String text, String expected) {
    Lookup found = path(text).read(DOCUMENT);
    assertThat(found.found()).isTrue();
    assertThat(found.value()).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b", "a.c", "a.b[2]", "a.b.01", "a.b.x", "a.b[0].c.d", "a[0]", "n.null.x"})
  void where_nothing_stands_nothing_is_found(String text) {
    assertThat(path(text).read(DOCUMENT)).isEqualTo(Lookup.MISSING);
  }

  @Test
  void null_is_found() {
    assertThat(path("n.null").read(DOCUMENT)).isEqualTo(new Lookup(true, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "[0]",
        "a[",
        "a[]",
        "a[x]",
        "a[0]b",
        "a]",
        "a[-1]",
        "a[01]",
        "a[10000]",
        "/",
        "/a/",
        "//a",
        "/~",
        "/a~2b",
        "a .b",
        "a\u0000",
        "/\u0007",
        "a\uD800"
      })
  void malformed_texts_are_refused(String text) {
    assertThat(JsonPath.parse(text))
        .isInstanceOfSatisfying(
            JsonPath.Parsing.Malformed.class,
            malformed -> assertThat(malformed.message()).startsWith("expected "));
  }

  @Test
  void length_and_number_of_parts_have_a_last_value_that_passes() {
    assertThat(path("a".repeat(512)).keys()).hasSize(1);
    assertThat(JsonPath.parse("a".repeat(513))).isInstanceOf(JsonPath.Parsing.Malformed.class);
    assertThat(path("a" + ".a".repeat(31)).keys()).hasSize(32);
    assertThat(JsonPath.parse("a" + ".a".repeat(32)))
        .isInstanceOf(JsonPath.Parsing.Malformed.class);
    assertThat(path("a[9999]").keys())
        .containsExactly(new JsonPath.Key.Member("a"), new JsonPath.Key.Index(9999));
    assertThat(path("a.10000").read(Map.of("a", List.of()))).isEqualTo(Lookup.MISSING);
  }

  @Test
  void the_text_of_a_path_reads_as_the_same_path() {
    for (String text : List.of("a.b[0][1].c", "/a.b/c", "/ x /0", "/a~1b/~0", "a.0", "/[/]")) {
      assertThat(path(path(text).text())).isEqualTo(path(text));
    }
  }

  @Test
  void what_is_written_is_read_back_and_nothing_else_changes() {
    List<String> texts = List.of("a", "a.b", "a[0]", "a.0", "b.c[1].d", "key", "/a.b/0", "c[0][0]");
    Seeds.each(
        5_000,
        seeds -> {
          Map<String, @Nullable Object> root = Json.objectOf(seeds.object(4));
          String before = Json.text(root);
          JsonPath path = path(seeds.oneOf(texts));
          Object value = Json.of(seeds.json(2));
          JsonWrite write = JsonWrite.write(root, path, value);
          assertThat(Json.text(root)).isEqualTo(before);
          if (!(write instanceof JsonWrite.Written written)) return;
          assertThat(path.read(written.value())).isEqualTo(new Lookup(true, value));
          assertThat(written.growth())
              .isEqualTo(Json.utf8Size(written.value()) - Json.utf8Size(root));
        });
  }

  static JsonPath path(String text) {
    return switch (JsonPath.parse(text)) {
      case JsonPath.Parsing.Parsed parsed -> parsed.path();
      case JsonPath.Parsing.Malformed malformed -> throw new AssertionError(malformed.message());
    };
  }
}
