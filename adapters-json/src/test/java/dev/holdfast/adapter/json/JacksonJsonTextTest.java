package dev.holdfast.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.port.out.JsonText.JsonInvalid;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonJsonTextTest {
  private final JacksonJsonText json = new JacksonJsonText();

  @Test
  void members_keep_the_order_of_the_text() {
    Object value = json.parse("{\"b\": 1, \"a\": [true, null, \"x\"], \"\": {}}");

    assertThat(json.write(value)).isEqualTo("{\"b\":1,\"a\":[true,null,\"x\"],\"\":{}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "-0.0,0",
    "0e999999999,0",
    "1.0,1",
    "1e3,1000",
    "120E-1,12",
    "9223372036854775807,9223372036854775807",
    "-9223372036854775808,-9223372036854775808",
    "9.223372036854775807e18,9223372036854775807"
  })
  void a_whole_number_in_range_is_a_long_however_it_is_written(String text, long expected) {
    assertThat(json.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808,9223372036854775808",
    "-9223372036854775809,-9223372036854775809",
    "12345678901234567890,12345678901234567890",
    "1.50,1.5",
    "0.1,0.1",
    "1e-7,0.0000001",
    "1e30,1000000000000000000000000000000",
    "4.9e-9,0.0000000049"
  })
  void every_other_number_is_exact(String text, String written) {
    Object value = json.parse(text);

    assertThat(value).isInstanceOf(BigDecimal.class);
    assertThat((BigDecimal) value).isEqualByComparingTo(new BigDecimal(text));
    assertThat(json.write(value)).isEqualTo(written);
  }

  @Test
  void equal_numbers_are_equal_objects() {
    assertThat(json.parse("1.50")).isEqualTo(json.parse("15e-1"));
    assertThat(json.parse("1e30")).isEqualTo(json.parse("1" + "0".repeat(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000",
        "1e-1001",
        "1e999999999",
        "1e-999999999",
        "1e99999999999999999999",
        "[1e2147483647]"
      })
  void a_number_of_absurd_size_is_refused(String text) {
    assertThatThrownBy(() -> json.parse(text)).isInstanceOf(JsonInvalid.class);
  }

  @Test
  void the_longest_number_is_the_last_one_accepted() {
    assertThat(json.parse("1" + "0".repeat(999))).isEqualTo(new BigDecimal("1E+999"));
    assertThat(json.parse("0." + "0".repeat(999) + "1")).isEqualTo(new BigDecimal("1E-1000"));
    for (String text : List.of("1" + "0".repeat(1_000), "0." + "0".repeat(1_000) + "1")) {
      assertThatThrownBy(() -> json.parse(text)).isInstanceOf(JsonInvalid.class);
    }
    assertThatThrownBy(() -> json.parse("1".repeat(500_000))).isInstanceOf(JsonInvalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "nul", "NaN", "Infinity", "01",
        "+1", ".5", "1.", "\"\\x\"", "\"\n\"", "// c\n1", "1 2", "{} []", "\"open", "]", "\uFEFF1",
        "[1 2]", "{\"a\" 1}", "\"\\u12\""
      })
  void malformed_text_is_refused(String text) {
    assertThatThrownBy(() -> json.parse(text)).isInstanceOf(JsonInvalid.class);
  }

  @Test
  void a_repeated_name_is_refused_with_its_place() {
    JsonInvalid refused = refusal("{\"a\": [{\"x/y\": 1, \"x/y\": 2}]}");

    assertThat(refused.pointer()).isEqualTo("/a/0/x~1y");
    assertThat(refused).hasMessageContaining("repeated");
  }

  @Test
  void names_that_differ_in_their_escapes_alone_are_repeated() {
    assertThat(refusal("{\"a\":1,\"\\u0061\":2}").pointer()).isEqualTo("/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[1,\"x\\u0000y\"]}|/a/1",
        "{\"a\":\"\\ud800\"}|/a",
        "{\"a\":\"\\udc00\\ud800\"}|/a",
        "{\"a\":{\"b\":tru}}|/a/b",
        "[1,1e9999]|/1"
      })
  void the_place_of_what_is_wrong_is_named(String text, String pointer) {
    assertThat(refusal(text).pointer()).isEqualTo(pointer);
  }

  @Test
  void a_nul_in_a_name_is_refused_too() {
    assertThat(refusal("{\"a\\u0000\":1}")).hasMessageContaining("NUL");
  }

  @Test
  void whole_surrogate_pairs_are_kept() {
    assertThat(json.parse("\"\\ud83d\\ude00\"")).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void sixty_four_levels_are_the_deepest() {
    assertThat(json.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThatThrownBy(() -> json.parse("[".repeat(65) + "]".repeat(65)))
        .isInstanceOf(JsonInvalid.class);
    assertThatThrownBy(() -> json.parse("{\"a\":".repeat(100_000))).isInstanceOf(JsonInvalid.class);
  }

  @Test
  void absurd_lengths_are_refused() {
    assertThatThrownBy(() -> json.parse(" ".repeat(JacksonJsonText.MAX_LENGTH) + "1"))
        .isInstanceOf(JsonInvalid.class);
    String name = "n".repeat(JacksonJsonText.MAX_NAME_LENGTH + 1);
    assertThatThrownBy(() -> json.parse("{\"" + name + "\":1}")).isInstanceOf(JsonInvalid.class);
  }

  @Test
  void only_utf8_bytes_are_text() {
    String text = "{\"ü\":\"\uD83D\uDE00\"}";

    assertThat(json.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(json.parse(text));
    List<byte[]> wrong =
        List.of(
            text.getBytes(StandardCharsets.UTF_16),
            "1".getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.ISO_8859_1),
            new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xFF, '"'});
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> json.parse(bytes))
          .as(Arrays.toString(bytes))
          .isInstanceOf(JsonInvalid.class);
    }
  }

  @Test
  void what_was_read_cannot_be_changed() {
    assertThat(json.parse("{\"a\":[1]}"))
        .isInstanceOfSatisfying(
            Map.class,
            value -> {
              assertThatThrownBy(value::clear).isInstanceOf(UnsupportedOperationException.class);
              assertThat(value.get("a"))
                  .isInstanceOfSatisfying(
                      List.class,
                      list ->
                          assertThatThrownBy(list::removeFirst)
                              .isInstanceOf(UnsupportedOperationException.class));
            });
  }

  @Test
  void what_cannot_stand_in_json_is_escaped() {
    assertThat(json.write("\"\\\n\u0000\u001F")).isEqualTo("\"\\\"\\\\\\n\\u0000\\u001f\"");
  }

  @Test
  void an_inexact_number_is_not_written() {
    assertThatIllegalArgumentException().isThrownBy(() -> json.write(List.of(1.5)));
    assertThatIllegalArgumentException().isThrownBy(() -> json.write(new Object()));
  }

  @Test
  void a_value_without_end_is_not_written() {
    List<@Nullable Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThatIllegalArgumentException().isThrownBy(() -> json.write(endless));
  }

  @Test
  void whatever_is_written_is_read_back_the_same() {
    for (long seed = 1; seed <= 3_000; seed++) {
      Object value = new RandomJson(seed).value(0);

      String text = json.write(value);

      assertThat(json.parse(text)).as("seed %d", seed).isEqualTo(value);
      assertThat(json.write(json.parse(text))).as("seed %d", seed).isEqualTo(text);
      assertThat(json.parse(text.getBytes(StandardCharsets.UTF_8)))
          .as("seed %d", seed)
          .isEqualTo(value);
    }
  }

  @Test
  void damaged_text_is_read_or_refused_and_nothing_else() {
    for (long seed = 1; seed <= 3_000; seed++) {
      RandomJson random = new RandomJson(seed);
      byte[] damaged = random.damaged(json.write(random.value(0)).getBytes(StandardCharsets.UTF_8));
      try {
        assertThat(json.parse(json.write(json.parse(damaged)).getBytes(StandardCharsets.UTF_8)))
            .as("seed %d", seed)
            .isEqualTo(json.parse(damaged));
      } catch (JsonInvalid expected) {
        assertThat(expected).as("seed %d", seed).hasMessageStartingWith("expected");
      }
    }
  }

  private JsonInvalid refusal(String text) {
    return catchThrowableOfType(JsonInvalid.class, () -> json.parse(text));
  }
}
