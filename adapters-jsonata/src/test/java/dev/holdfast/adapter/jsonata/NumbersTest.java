package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class NumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1.50",
        "0.1",
        "-19.99",
        "123456789012345",
        "0.12345678901234567890123",
        "9007199254740993.5",
        "1e30",
        "1e-400",
        "1e400",
        "12345678901234567890.5",
        "1.7976931348623157e308",
        "4.9e-324",
        "1.23456789e-320"
      })
  void a_decimal_comes_out_as_it_went_in(String text) {
    BigDecimal decimal = new BigDecimal(text);
    Number out = Objects.requireNonNull(Numbers.out(Objects.requireNonNull(Numbers.in(decimal))));
    assertThat(new BigDecimal(out.toString())).isEqualByComparingTo(decimal);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 2147483648L, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_long_comes_out_as_it_went_in(long value) {
    assertThat(Numbers.out(Objects.requireNonNull(Numbers.in(value)))).isEqualTo(value);
  }

  @Test
  void each_value_has_one_form_within() {
    assertThat(Numbers.in(1L)).isEqualTo(1);
    assertThat(Numbers.in(new BigDecimal("1.0"))).isEqualTo(1);
    assertThat(Numbers.in(new BigDecimal("1.50"))).isEqualTo(1.5);
    assertThat(Numbers.canonical(-0.0)).isEqualTo(0);
    assertThat(Numbers.in(new BigDecimal("1e17"))).isEqualTo(100_000_000_000_000_000L);
  }

  @Test
  void both_sides_of_the_bound_are_known() {
    assertThat(Numbers.tooLarge(1L << 53)).isFalse();
    assertThat(Numbers.tooLarge((1L << 53) + 1)).isTrue();
    assertThat(Numbers.tooLarge(-(1L << 53))).isFalse();
    assertThat(Numbers.tooLarge(-(1L << 53) - 1)).isTrue();
    assertThat(Numbers.tooLarge(1e16)).isTrue();
    assertThat(Numbers.maybeRounded((1L << 53) - 1)).isFalse();
    assertThat(Numbers.maybeRounded(1L << 53)).isTrue();
  }

  @Test
  void what_is_no_json_number_is_refused() {
    assertThat(Numbers.in(Double.NaN)).isNull();
    assertThat(Numbers.in(Float.valueOf(1))).isNull();
    assertThat(Numbers.out(Double.POSITIVE_INFINITY)).isNull();
  }
}
