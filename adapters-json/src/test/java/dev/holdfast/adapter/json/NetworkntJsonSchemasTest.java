package dev.holdfast.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.out.JsonSchemas.Schema;
import dev.holdfast.application.port.out.JsonSchemas.SchemaInvalid;
import dev.holdfast.application.port.out.JsonSchemas.Violation;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkntJsonSchemasTest {
  private final JacksonJsonText json = new JacksonJsonText();
  private final NetworkntJsonSchemas schemas = new NetworkntJsonSchemas();

  @Test
  void a_violation_names_the_place_and_the_keyword() {
    Schema schema =
        compile(
            """
            {"type": "object", "required": ["id"], "additionalProperties": false,
             "properties": {"id": {"type": "string"},
                            "a/b": {"items": {"type": "integer", "minimum": 3}}}}
            """);

    assertThat(validate(schema, "{\"id\": 1, \"a/b\": [3, 2, \"x\"], \"m~n\": 1}"))
        .extracting(v -> v.pointer() + " " + v.keyword())
        .containsExactlyInAnyOrder(
            "/id type", "/a~1b/1 minimum", "/a~1b/2 type", "/m~0n additionalProperties");
    assertThat(validate(schema, "{}"))
        .extracting(Violation::pointer, Violation::keyword)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("", "required"));
    assertThat(validate(schema, "{\"id\": \"x\", \"a/b\": [3]}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"integer\"}|1.0|true",
        "{\"type\":\"integer\"}|1e400|true",
        "{\"type\":\"integer\"}|123456789012345678901234567890|true",
        "{\"type\":\"integer\"}|1.5|false",
        "{\"const\":1.0}|1|true",
        "{\"const\":{\"a\":[10]}}|{\"a\":[1e1]}|true",
        "{\"multipleOf\":0.01}|1.11|true",
        "{\"multipleOf\":0.01}|1.111|false",
        "{\"maximum\":9007199254740993}|9007199254740993|true",
        "{\"maximum\":9007199254740993}|9007199254740994|false",
        "{\"maxLength\":1}|\"\\ud83d\\ude00\"|true",
        "{\"uniqueItems\":true}|[1,1.0]|false",
        "true|null|true",
        "false|null|false",
        "{\"prefixItems\":[{\"type\":\"string\"}]}|[1]|false",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"null\"}}}|null|true",
        "{\"$ref\":\"#a\",\"$defs\":{\"a\":{\"$anchor\":\"a\",\"type\":\"null\"}}}|1|false"
      })
  void values_are_compared_exactly(String schema, String value, boolean valid) {
    assertThat(validate(compile(schema), value).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "date-time,2026-01-31T10:00:00Z,2026-02-30T10:00:00Z",
    "date,2026-01-31,2026-1-31",
    "email,a@example.com,nobody",
    "uuid,018f3f3e-0000-7000-8000-000000000000,018f3f3e",
    "uri,https://example.com/a,no uri",
    "ipv4,10.0.0.1,10.0.0.256",
    "duration,PT5M,5 minutes",
    "regex,a+,(?=a)"
  })
  void formats_are_asserted(String format, String good, String bad) {
    Schema schema = compile("{\"format\":\"" + format + "\"}");

    assertThat(schema.validate(good)).isEmpty();
    assertThat(schema.validate(bad)).extracting(Violation::keyword).containsExactly("format");
    assertThat(schema.validate(5L)).isEmpty();
  }

  @Test
  void an_unknown_format_and_an_unknown_keyword_say_nothing() {
    assertThat(compile("{\"format\":\"ours\",\"x-template\":true}").validate("any")).isEmpty();
  }

  @Test
  void draft_07_means_what_it_meant() {
    String items = "\"items\": [{\"type\": \"string\"}]}";
    Schema schema = compile("{\"$schema\": \"http://json-schema.org/draft-07/schema#\"," + items);

    assertThat(validate(schema, "[1]")).extracting(Violation::pointer).containsExactly("/0");
    assertThatThrownBy(() -> compile("{" + items)).isInstanceOf(SchemaInvalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "null",
        "[]",
        "\"string\"",
        "{\"type\":\"objekt\"}",
        "{\"required\":\"a\"}",
        "{\"properties\":[]}",
        "{\"$id\":5}",
        "{\"$schema\":3}",
        "{\"$schema\":\"http://json-schema.org/draft-04/schema#\"}",
        "{\"properties\":{\"a\":{\"$schema\":\"http://example.com/s\"}}}",
        "{\"minLength\":-1}",
        "{\"multipleOf\":0}",
        "{\"pattern\":\"[\"}",
        "{\"pattern\":\"(?=a)b\"}",
        "{\"pattern\":\"(a)\\\\1\"}",
        "{\"patternProperties\":{\"(?<!a)b\":{}}}"
      })
  void what_is_no_schema_is_refused(String text) {
    assertThatThrownBy(() -> compile(text)).isInstanceOf(SchemaInvalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"http://example.com/s\"}",
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$ref\":\"classpath:application.yaml\"}",
        "{\"$ref\":\"other.json#/a\"}",
        "{\"$ref\":\"\"}",
        "{\"properties\":{\"const\":{\"$ref\":\"urn:a\"}}}",
        "{\"allOf\":[{\"not\":{\"$ref\":\"jar:file:/a.jar!/b\"}}]}",
        "{\"$dynamicRef\":\"http://example.com/s#a\"}",
        "{\"$ref\":\"#/$defs/nowhere\"}",
        "{\"$ref\":\"#nowhere\"}",
        "{\"$dynamicRef\":\"#nowhere\"}",
        "{\"properties\":{\"a\":{\"items\":{\"$ref\":\"#/$defs/nowhere\"}}}}",
        "{\"$id\":\"http://example.com/a\",\"$ref\":\"b\"}"
      })
  void a_reference_out_of_the_schema_or_to_nothing_is_refused(String text) {
    assertThatThrownBy(() -> compile(text)).isInstanceOf(SchemaInvalid.class);
  }

  @Test
  void names_and_values_that_look_like_references_are_none() {
    Schema schema =
        compile(
            """
            {"properties": {"$ref": {"type": "string"}, "const": {"type": "string"}},
             "default": {"$ref": "http://example.com"},
             "examples": [{"$ref": "http://example.com"}],
             "not": {"const": {"$ref": "http://example.com"}}}
            """);

    assertThat(validate(schema, "{\"$ref\": \"x\"}")).isEmpty();
    assertThat(validate(schema, "{\"$ref\": 1, \"const\": 1}")).hasSize(2);
  }

  @Test
  void two_schemas_may_have_one_id() {
    Schema first = compile("{\"$id\":\"http://example.com/a\",\"type\":\"string\"}");
    Schema second = compile("{\"$id\":\"http://example.com/a\",\"type\":\"integer\"}");

    assertThat(first.validate("x")).isEmpty();
    assertThat(second.validate(1L)).isEmpty();
    assertThat(second.validate("x")).hasSize(1);
  }

  @Test
  void escapes_of_code_points_are_understood() {
    Schema schema = compile("{\"pattern\":\"^\\\\u0041\\\\u{1F600}\\\\\\\\u\\\\/$\"}");

    assertThat(schema.validate("A\uD83D\uDE00\\u/")).isEmpty();
    assertThat(schema.validate("B")).hasSize(1);
  }

  @Test
  void a_pattern_that_would_grow_without_bound_is_refused() {
    for (String pattern :
        List.of("((a{100}){100}){100}", "(((a{1000}){1000}){1000}){1000}", "a".repeat(1_001))) {
      assertThatThrownBy(() -> compile("{\"pattern\":\"" + pattern + "\"}"))
          .isInstanceOf(SchemaInvalid.class);
    }
    assertThat(compile("{\"pattern\":\"^[a-z]{1,64}([.-][a-z0-9]{1,64}){0,10}$\"}").validate("a.b"))
        .isEmpty();
  }

  @Test
  void hostile_schemas_and_values_end_as_violations() {
    String doubling =
        IntStream.range(0, 40)
            .mapToObj(i -> "\"d%d\":{\"allOf\":[%s,%s]}".formatted(i, ref(i + 1), ref(i + 1)))
            .collect(
                Collectors.joining(",", "{\"$defs\":{", ",\"d40\":{}},\"$ref\":\"#/$defs/d0\"}"));
    assertLimited(compile(doubling), "1");
    assertLimited(compile("{\"$ref\":\"#\"}"), "1");
    assertLimited(compile("{\"anyOf\":[{\"$ref\":\"#\"}]}"), "1");
    assertLimited(compile("{\"format\":\"hostname\"}"), "\"" + "a.".repeat(100_000) + "\"");

    String patterns =
        IntStream.range(0, 1_000)
            .mapToObj("\"(x|y|z)*q%d\":{}"::formatted)
            .collect(Collectors.joining(",", "{\"patternProperties\":{", "}}"));
    String members =
        IntStream.range(0, 40_000)
            .mapToObj("\"p%d\":1"::formatted)
            .collect(Collectors.joining(",", "{", "}"));
    assertLimited(compile(patterns), members);
  }

  @Test
  void what_looks_quadratic_is_not() {
    String many =
        IntStream.range(0, 60_000)
            .mapToObj("\"s%d\""::formatted)
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(validate(compile("{\"uniqueItems\":true}"), many)).isEmpty();
    assertThat(validate(compile("{\"items\":{\"pattern\":\"^(a+)+$\"}}"), many))
        .hasSize(NetworkntJsonSchemas.MAX_VIOLATIONS);
  }

  @Test
  void messages_are_short() {
    String names =
        IntStream.range(0, 5_000)
            .mapToObj("\"s%d\""::formatted)
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(compile("{\"enum\":" + names + "}").validate("x").getFirst().message())
        .hasSizeLessThan(600);
  }

  @Test
  void one_schema_serves_many_threads() throws Exception {
    Schema schema = compile("{\"properties\":{\"n\":{\"maximum\":500,\"pattern\":\"x\"}}}");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 1_000)
              .mapToObj(n -> threads.submit(() -> validate(schema, "{\"n\":" + n + "}").size()))
              .toList();
      for (int n = 0; n < 1_000; n++) {
        assertThat(answers.get(n).get()).as("n = %d", n).isEqualTo(n <= 500 ? 0 : 1);
      }
    }
  }

  private void assertLimited(Schema schema, String value) {
    assertThat(validate(schema, value)).extracting(Violation::keyword).containsExactly("limit");
  }

  private static String ref(int i) {
    return "{\"$ref\":\"#/$defs/d" + i + "\"}";
  }

  private Schema compile(String text) {
    return schemas.compile(json.parse(text));
  }

  private List<Violation> validate(Schema schema, String text) {
    return schema.validate(json.parse(text));
  }
}
