package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.ExpressionProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class EvaluationFailureTest {
  private static final String SECRET = "hunter2";
  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));
  private static final Map<String, @Nullable Object> SCOPE =
      Map.of(
          "text",
          SECRET,
          "big",
          9007199254740993L,
          "limit",
          9007199254740992L,
          "list",
          List.of(SECRET, 1L),
          "bigs",
          List.of(9007199254740993L),
          "object",
          Map.of("k", SECRET));

  private final JsonataExpressions engine = new JsonataExpressions();

  private Evaluation evaluate(String source) {
    return engine.compile(source, ExpressionProfile.WORKFLOW).evaluate(SCOPE, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 + text                         | T2002            | 4",
        "object - 1                       | T2001            | 0",
        "-text                            | D1002            | 1",
        "1 < text                         | T2009            | 2",
        "true < 1                         | T2010            | 0",
        "text < object                    | T2010            | 7",
        "[text..3]                        | T2003            | 1",
        "[1..2.5]                         | T2004            | 4",
        "list^($)                         | T2007            | 0",
        "[object, object]^($)             | T2008            | 18",
        "{object: 1}                      | T1003            | 1",
        "{'a': 1, 'a': 2}                 | D1009            | 0",
        "(text)(1)                        | T1006            | 0",
        "text ~> object                   | T2006            | 8",
        "1 / 0                            | D1001            | 2",
        "$sum(list)                       | T0412            | 0",
        "$uppercase(object)               | T0410            | 0",
        "object.$uppercase()              | T0411            | 7",
        "$number(text)                    | D3030            | 0",
        "$sqrt(-1)                        | D3060            | 0",
        "$toMillis(text)                  | D3110            | 0",
        "$base64decode('%')               | D3137            | 0",
        "$decodeUrl('%')                  | D3140            | 0",
        "$assert(false)                   | D3141            | 0",
        "$single(list)                    | D3138            | 0",
        "$replace(text, /u/, function($m){1}) | D3012         | 0",
        "$formatNumber(1, 'x')            | D3086            | 0",
        "big + 0                          | NUMBER_TOO_LARGE | 0",
        "1 = big                          | NUMBER_TOO_LARGE | 4",
        "big > 1                          | NUMBER_TOO_LARGE | 0",
        "1 in bigs                        | NUMBER_TOO_LARGE | 5",
        "-big                             | NUMBER_TOO_LARGE | 1",
        "[bigs, 1]^($)                    | NUMBER_TOO_LARGE | 11",
        "limit + 0                        | NUMBER_TOO_LARGE | 6",
        "94906267 * 94906267              | NUMBER_TOO_LARGE | 9",
        "$sum([limit, 1])                 | NUMBER_TOO_LARGE | 0",
        "$power(2, 60)                    | NUMBER_TOO_LARGE | 0",
        "$abs(big)                        | NUMBER_TOO_LARGE | 0",
        "$number('9007199254740993') + 1  | NUMBER_TOO_LARGE | 0",
        "$number('92233720368547758079')  | NUMBER_TOO_LARGE | 0",
        "$string                          | RESULT_NOT_JSON  | 0",
        "[function(){1}]                  | RESULT_NOT_JSON  | 0"
      })
  void a_failure_has_a_code_a_place_and_no_values(String source, String code, int offset) {
    Evaluation evaluation = evaluate(source);
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(code);
              assertThat(failed.offset()).as(failed.message()).isEqualTo(offset);
              assertThat(failed.limit()).isFalse();
              assertThat(failed.message()).endsWith(".").doesNotContain(SECRET, "{{", "9007");
            });
  }

  @Test
  void the_operand_is_named_where_it_is_a_path() {
    assertThat(evaluate("1 + object.k"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed ->
                assertThat(failed.message())
                    .isEqualTo("The right side of + must be a number, but object.k is a string."));
  }

  @Test
  void a_message_of_the_author_is_shown_only_where_it_is_a_literal() {
    assertThat(evaluate("$error('No customer')"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("No customer"));
    assertThat(evaluate("$error('No ' & text)"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class, failed -> assertThat(failed.message()).doesNotContain(SECRET));
    assertThat(evaluate("($t := 'No customer'; $error($t & ''))"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.message()).doesNotContain("No customer"));
  }

  @Test
  void a_limit_is_told_as_such() {
    assertThat(evaluate("[1..10001]"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> {
              assertThat(failed.limit()).isTrue();
              assertThat(failed.reason()).isEqualTo("LIST_TOO_LONG");
            });
    assertThat(evaluate("$count([1..10000])")).isInstanceOf(Evaluation.Value.class);
    assertThat(evaluate("$length($pad('', 65536))")).isInstanceOf(Evaluation.Value.class);
    assertThat(evaluate("$length($pad('', 65537))"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("STRING_TOO_LONG"));
  }
}
