package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class RegexSizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "abc                | 4",
        "a{10}              | 11",
        "(ab){10}           | 31",
        "(a{10}){10}        | 111",
        "(a{1,10}?){2,}     | 23",
        "[]a{9}]            | 2",
        "[^]a{9}]           | 2",
        "\\(a{3}            | 5",
        "a{x}               | 2",
        "(a                 | 3",
        "a)b{3}             | 6"
      })
  void counted_repetitions_are_written_out(String pattern, long size) {
    assertThat(RegexSize.of(pattern)).isEqualTo(size);
  }

  @Test
  void nested_repetitions_do_not_overflow() {
    String pattern = "(".repeat(40) + "a" + "{1000})".repeat(40);
    assertThat(RegexSize.of(pattern)).isGreaterThan(1_000_000_000L);
  }
}
