package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ExpressionRejectionTest {
  private final JsonataExpressions engine = new JsonataExpressions();

  private ExpressionRejected rejection(String source) {
    return assertThatExceptionOfType(ExpressionRejected.class)
        .as(source)
        .isThrownBy(() -> engine.compile(source, ExpressionProfile.WORKFLOW))
        .actual();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      value = {
        "payload.a & $eval('1')         ¦ FORBIDDEN_FUNCTION  ¦ 12",
        "[$random()]                    ¦ FORBIDDEN_FUNCTION  ¦ 1",
        "$map(payload.a, $shuffle)      ¦ FORBIDDEN_FUNCTION  ¦ 16",
        "1 + $uper('a')                 ¦ UNKNOWN_FUNCTION    ¦ 4",
        "1 + foo(2)                     ¦ UNKNOWN_FUNCTION    ¦ 4",
        "sum(payload.a)                 ¦ UNKNOWN_FUNCTION    ¦ 0",
        "1 + $total                     ¦ UNKNOWN_VARIABLE    ¦ 4",
        "($_x := 1; 2)                  ¦ FORBIDDEN_NAME      ¦ 5",
        "function($__x){1}              ¦ FORBIDDEN_NAME      ¦ 9",
        "payload.items@$_i.a            ¦ FORBIDDEN_NAME      ¦ 8",
        "payload.items#$_i.a            ¦ FORBIDDEN_NAME      ¦ 8",
        "($len := 1; $len)              ¦ FORBIDDEN_NAME      ¦ 6",
        "function($x)<n:n>{$x}          ¦ FORBIDDEN_SIGNATURE ¦ 12",
        "λ($x)<n:n>{$x}                 ¦ FORBIDDEN_SIGNATURE ¦ 5",
        "$ ~> |a|{'b':1}|               ¦ FORBIDDEN_TRANSFORM ¦ 5",
        "[/ab/]                         ¦ SYNTAX              ¦ 1",
        "'a' ~> /ab/                    ¦ FORBIDDEN_REGEX     ¦ 7",
        "$f(/ab/)                       ¦ UNKNOWN_FUNCTION    ¦ 0",
        "$uppercase(/ab/)               ¦ FORBIDDEN_REGEX     ¦ 11",
        "$match('a', /(?=a)/)           ¦ REGEX_UNSUPPORTED   ¦ 12",
        "$match('a', /(a)\\1/)          ¦ REGEX_UNSUPPORTED   ¦ 12",
        "$match('a', /a{1000}{1000}/)   ¦ REGEX_TOO_BIG       ¦ 12",
        "9007199254740993               ¦ NUMBER_TOO_LARGE    ¦ 0",
        "1 + 1e999                      ¦ NUMBER_TOO_LARGE    ¦ 4",
        "payload.a[4294967296]          ¦ INDEX_TOO_LARGE     ¦ 10",
        "payload.(a                     ¦ SYNTAX              ¦ 10",
        "payload.a = = 3                ¦ SYNTAX              ¦ 12",
        "'abc                           ¦ SYNTAX              ¦ 0",
        "1 /* open                      ¦ SYNTAX              ¦ 2"
      })
  void what_is_not_allowed_is_refused_where_it_stands(String source, String code, int offset) {
    ExpressionRejected rejection = rejection(source);
    assertThat(rejection.code()).as(rejection.getMessage()).isEqualTo(code);
    assertThat(rejection.offset()).isEqualTo(offset);
    assertThat(rejection.getMessage()).matches(".*[.?]").doesNotContain("{{");
  }

  @Test
  void an_empty_source_is_refused() {
    assertThat(rejection("").code()).isEqualTo("EMPTY_EXPRESSION");
    assertThat(rejection(" \n\t").code()).isEqualTo("EMPTY_EXPRESSION");
    assertThat(rejection("/* nothing */").code()).isEqualTo("EMPTY_EXPRESSION");
  }

  @Test
  void the_nearest_function_is_offered() {
    assertThat(rejection("$upercase('a')")).hasMessageContaining("did you mean $uppercase?");
    assertThat(rejection("$Sum([1])")).hasMessageContaining("did you mean $sum?");
    assertThat(rejection("sum([1])")).hasMessageContaining("did you mean $sum?");
    assertThat(rejection("nowIsoo()")).hasMessageContaining("did you mean nowIso?");
    assertThat(rejection("($total := 1; $totel)")).hasMessageContaining("did you mean $total?");
    assertThat(rejection("$xyzzyxyzzy(1)").getMessage()).doesNotContain("did you mean");
  }

  @Test
  void limits_have_both_their_sides() {
    assertThat(compiles("(".repeat(40) + "1" + ")".repeat(40))).isTrue();
    assertThat(rejection("(".repeat(41) + "1" + ")".repeat(41)).code())
        .isEqualTo("NESTED_TOO_DEEP");
    String longest = "\"" + "x".repeat(SourceScanner.MAX_SOURCE - 2) + "\"";
    assertThat(compiles(longest)).isTrue();
    assertThat(rejection(longest + " ").code()).isEqualTo("SOURCE_TOO_LONG");
    assertThat(compiles("a" + " ?? a".repeat(8))).isTrue();
    assertThat(rejection("a" + " ?? a".repeat(9)).code()).isEqualTo("TOO_MANY_COALESCES");
    assertThat(compiles("1" + "+1".repeat(60))).isTrue();
    assertThat(rejection("1" + "+1".repeat(481)).code()).isEqualTo("TOO_MANY_OPERATORS");
    assertThat(compiles("$match('a', /" + "a".repeat(256) + "/)")).isTrue();
    assertThat(rejection("$match('a', /" + "a".repeat(257) + "/)").code())
        .isEqualTo("REGEX_TOO_LONG");
  }

  @Test
  void brackets_do_not_hide_where_the_library_reads_differently() {
    String brackets = "(".repeat(300);
    assertThat(rejection("a\"" + brackets + "\"").code()).isEqualTo("NESTED_TOO_DEEP");
    assertThat(rejection("a'" + brackets + "'").code()).isEqualTo("NESTED_TOO_DEEP");
    assertThat(rejection("x[]/\"/" + brackets + "\"").code()).isEqualTo("SYNTAX");
    assertThat(rejection("x^(a)/\"/" + brackets + "\"").code()).isEqualTo("SYNTAX");
    assertThat(rejection("function(){1}/\"/" + brackets + "\"").code()).isEqualTo("SYNTAX");
    assertThat(rejection("-/" + brackets + "/").code()).isEqualTo("SYNTAX");
  }

  @Test
  void names_of_data_may_begin_with_an_underscore() {
    assertThat(compiles("payload._links.self")).isTrue();
  }

  private boolean compiles(String source) {
    return !engine.compile(source, ExpressionProfile.WORKFLOW).source().isEmpty();
  }
}
