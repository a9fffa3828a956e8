package dev.holdfast.adapter.jsonata.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the conformance suite does not ask; the rest of the pictures is tested there. */
@NullMarked
class PicturesTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

  private static @Nullable Instant read(String picture, String text) {
    return DatePicture.parse(picture).read(text, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[Y]-[M01]-[D01]          | 2024-02-29       | 2024-02-29T00:00:00Z",
        "[Y]-[d001]               | 2024-060         | 2024-02-29T00:00:00Z",
        "[Y0001][M01][D01][H01][m] | 202402291530    | 2024-02-29T15:30:00Z",
        "[H01]:[m01]              | 12:30            | 2026-03-04T12:30:00Z",
        "[D1o] [MNn] [Y]          | 1st March 2024   | 2024-03-01T00:00:00Z",
        "[D] [MNn,3-3] [Y]        | 1 MAR 2024       | 2024-03-01T00:00:00Z",
        "[h]:[m] [P] [D]-[M]-[Y]  | 12:05 am 1-2-2024 | 2024-02-01T00:05:00Z",
        "[h]:[m] [P] [D]-[M]-[Y]  | 12:05 PM 1-2-2024 | 2024-02-01T12:05:00Z",
        "[Y]-[M]-[D] [H]:[m] [Z]  | 2024-1-2 3:04 +05:30 | 2024-01-01T21:34:00Z",
        "[Y]-[M]-[D] [H]:[m] [z]  | 2024-1-2 3:04 GMT-01:00 | 2024-01-02T04:04:00Z",
        "[Y] [H]:[m]:[s].[f]      | 2024 1:2:3.5     | GAP",
        "[Y]-[M]-[D]              | 2024-02-30       | IMPOSSIBLE",
        "[Y]-[M]-[D]              | 2024/02/28       | NOTHING",
        "[Yw]                     | two thousand and sixteen | 2016-01-01T00:00:00Z"
      })
  void a_text_is_read_by_a_picture(String picture, String text, String expected) {
    switch (expected) {
      case "GAP" -> assertThat(code(() -> read(picture, text))).isEqualTo("D3136");
      case "IMPOSSIBLE" -> assertThat(code(() -> read(picture, text))).isEqualTo("D3110");
      case "NOTHING" -> assertThat(read(picture, text)).isNull();
      default -> assertThat(read(picture, text)).isEqualTo(Instant.parse(expected));
    }
  }

  @Test
  void a_zone_moves_the_date_and_is_written_with_its_sign() {
    DatePicture picture = DatePicture.parse("[D01] [H01]:[m01] [Z0101] [z]");
    assertThat(picture.format(NOW, DatePicture.zone("-0530")))
        .isEqualTo("03 23:36 -0530 GMT-05:30");
    assertThat(picture.format(NOW, ZoneOffset.UTC)).isEqualTo("04 05:06 +0000 GMT+00:00");
    assertThat(code(() -> DatePicture.zone("Europe/Berlin"))).isEqualTo("D3134");
    assertThat(code(() -> DatePicture.zone("+1900"))).isEqualTo("D3134");
  }

  @Test
  void the_week_belongs_to_the_month_and_year_of_its_thursday() {
    DatePicture picture = DatePicture.parse("[X0001]-W[W01]-[F1] [w] [xNn]");
    assertThat(picture.format(Instant.parse("2021-01-01T00:00:00Z"), ZoneOffset.UTC))
        .isEqualTo("2020-W53-5 5 December");
    assertThat(picture.format(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC))
        .isEqualTo("2026-W09-7 4 February");
  }

  @Test
  void pictures_have_limits() {
    assertThat(code(() -> IntegerPicture.parse("0".repeat(101)))).isEqualTo("PICTURE_TOO_LONG");
    assertThat(IntegerPicture.parse("0".repeat(100)).format(7)).hasSize(100);
    assertThat(code(() -> DatePicture.parse("x".repeat(101)))).isEqualTo("PICTURE_TOO_LONG");
    assertThat(code(() -> DatePicture.parse("[Y,1-100]"))).isEqualTo("D3132");
    assertThat(code(() -> NumberPicture.parse("0".repeat(101), Map.of())))
        .isEqualTo("PICTURE_TOO_LONG");
    assertThat(code(() -> IntegerPicture.parse("I").format(100_001))).isEqualTo("D3130");
  }

  @Test
  void the_extremes_of_a_long_can_be_written() {
    assertThat(IntegerPicture.parse("#,##0").format(Long.MAX_VALUE))
        .isEqualTo("9,223,372,036,854,775,807");
    assertThat(IntegerPicture.parse("#,##0").format(Long.MIN_VALUE))
        .isEqualTo("-9,223,372,036,854,775,808");
    assertThat(IntegerPicture.parse("0;o").format(Long.MIN_VALUE))
        .isEqualTo("-9223372036854775808th");
    assertThat(IntegerPicture.parse("w").format(Long.MAX_VALUE))
        .startsWith("nine million, two hundred and twenty-three thousand");
    assertThat(code(() -> IntegerPicture.parse("w").format(Long.MIN_VALUE))).isEqualTo("D3130");
    assertThat(IntegerPicture.parse("a").format(Long.MAX_VALUE)).isEqualTo("crpxnlskvljfhg");
  }

  @Test
  void numbers_and_words_are_read_back() {
    IntegerPicture words = IntegerPicture.parse("w");
    IntegerPicture roman = IntegerPicture.parse("I");
    IntegerPicture letters = IntegerPicture.parse("a");
    for (long number = 1; number < 4_000; number += 7) {
      assertThat(words.read(words.format(number))).isEqualTo(number);
      assertThat(roman.read(roman.format(number))).isEqualTo(number);
      assertThat(letters.read(letters.format(number))).isEqualTo(number);
    }
    assertThat(words.read("twenty eleventy")).isNull();
    assertThat(roman.read("IQ")).isNull();
    assertThat(letters.read("a-b")).isNull();
    assertThat(IntegerPicture.parse("0").read("12x")).isNull();
  }

  @Test
  void decimals_are_rounded_as_decimals() {
    NumberPicture picture = NumberPicture.parse("#,##0.00;(#,##0.00)", Map.of());
    assertThat(picture.format(new BigDecimal("1234.565"))).isEqualTo("1,234.56");
    assertThat(picture.format(new BigDecimal("1234.575"))).isEqualTo("1,234.58");
    assertThat(picture.format(new BigDecimal("-0.5"))).isEqualTo("(0.50)");
    assertThat(picture.format(new BigDecimal("9007199254740993")))
        .isEqualTo("9,007,199,254,740,993.00");
    assertThat(NumberPicture.parse("0.0e0", Map.of()).format(new BigDecimal("0")))
        .isEqualTo("0.0e0");
    assertThat(NumberPicture.parse("0.0e00", Map.of()).format(new BigDecimal("-0.000123")))
        .isEqualTo("-1.2e-04");
    assertThat(code(() -> picture.format(new BigDecimal("1e500")))).isEqualTo("D3085");
  }

  @Test
  void iso_instants_are_read_in_utc_unless_they_have_a_zone() {
    assertThat(IsoInstants.read("2024-02-29")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(IsoInstants.read("2024")).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(IsoInstants.read("2024-02-29T10:11:12.5"))
        .isEqualTo(Instant.parse("2024-02-29T10:11:12.500Z"));
    assertThat(IsoInstants.read("2024-02-29T10:11+0530"))
        .isEqualTo(Instant.parse("2024-02-29T04:41:00Z"));
    assertThat(IsoInstants.read("2024-02-29T10:11:12-05:30"))
        .isEqualTo(Instant.parse("2024-02-29T15:41:12Z"));
    assertThat(IsoInstants.read("2023-02-29")).isNull();
    assertThat(IsoInstants.read("2024-02-29 10:11")).isNull();
    assertThat(IsoInstants.write(Instant.parse("2024-02-29T00:00:00Z")))
        .isEqualTo("2024-02-29T00:00:00.000Z");
  }

  private static String code(Runnable operation) {
    return assertThatExceptionOfType(PictureException.class)
        .isThrownBy(operation::run)
        .satisfies(refused -> assertThat(refused.sentence()).endsWith("."))
        .actual()
        .code();
  }
}
