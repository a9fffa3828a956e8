package dev.holdfast.adapter.jsonata.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a whole number: {@code #,##0}, {@code 001;o}, {@code w} (words), {@code I} (Roman),
 * {@code A} (letters). After XPath's format-integer.
 */
public final class IntegerPicture {
  static final int MAX_LENGTH = 100;

  enum Style {
    DIGITS,
    LETTERS,
    ROMAN,
    WORDS
  }

  private enum Case {
    UPPER,
    LOWER,
    TITLE
  }

  private final Style style;
  private final Case letterCase;
  private final boolean ordinal;
  private final int zero;
  private final int mandatory;
  private final int optional;
  private final Grouping grouping;

  private IntegerPicture(Style style, Case letterCase, boolean ordinal, Digits digits) {
    this.style = style;
    this.letterCase = letterCase;
    this.ordinal = ordinal;
    this.zero = digits.zero;
    this.mandatory = digits.mandatory;
    this.optional = digits.optional;
    this.grouping = Grouping.of(digits.marks);
  }

  /**
   * @throws PictureException when the picture cannot be read
   */
  public static IntegerPicture parse(String picture) {
    if (picture.length() > MAX_LENGTH) {
      throw new PictureException(
          "PICTURE_TOO_LONG", "A picture may have " + MAX_LENGTH + " characters.");
    }
    int semicolon = picture.lastIndexOf(';');
    String form = semicolon < 0 ? picture : picture.substring(0, semicolon);
    boolean ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
    return of(form, ordinal);
  }

  static IntegerPicture of(String form, boolean ordinal) {
    return switch (form) {
      case "A" -> new IntegerPicture(Style.LETTERS, Case.UPPER, ordinal, new Digits());
      case "a" -> new IntegerPicture(Style.LETTERS, Case.LOWER, ordinal, new Digits());
      case "I" -> new IntegerPicture(Style.ROMAN, Case.UPPER, ordinal, new Digits());
      case "i" -> new IntegerPicture(Style.ROMAN, Case.LOWER, ordinal, new Digits());
      case "W" -> new IntegerPicture(Style.WORDS, Case.UPPER, ordinal, new Digits());
      case "w" -> new IntegerPicture(Style.WORDS, Case.LOWER, ordinal, new Digits());
      case "Ww" -> new IntegerPicture(Style.WORDS, Case.TITLE, ordinal, new Digits());
      default -> new IntegerPicture(Style.DIGITS, Case.LOWER, ordinal, Digits.of(form));
    };
  }

  /** The same with another number of digits that are always written. */
  IntegerPicture withMandatory(int digits) {
    Digits changed = new Digits();
    changed.zero = zero;
    changed.mandatory = digits;
    changed.optional = optional;
    changed.marks.addAll(grouping.marks());
    return new IntegerPicture(style, letterCase, ordinal, changed);
  }

  /** A decimal digit pattern, read from its right end. */
  private static final class Digits {
    private int zero = '0';
    private int mandatory;
    private int optional;
    private final List<Grouping.Mark> marks = new ArrayList<>();

    static Digits of(String form) {
      Digits digits = new Digits();
      boolean known = false;
      int[] characters = form.codePoints().toArray();
      for (int i = characters.length - 1; i >= 0; i--) {
        int character = characters[i];
        if (Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
          int zero = character - Character.digit(character, 10);
          if (known && zero != digits.zero) {
            throw new PictureException("D3131", "The digits of a picture must be of one script.");
          }
          digits.zero = zero;
          known = true;
          digits.mandatory++;
        } else if (character == '#') {
          digits.optional++;
        } else {
          digits.marks.add(
              new Grouping.Mark(digits.mandatory + digits.optional, Character.toString(character)));
        }
      }
      if (!known) {
        throw new PictureException("D3130", "The picture has neither digits nor a known form.");
      }
      return digits;
    }
  }

  int mandatory() {
    return mandatory;
  }

  int width() {
    return mandatory + optional;
  }

  boolean regular() {
    return grouping.every() > 0;
  }

  /** The one separator, as between hours and minutes; empty when there is not exactly one. */
  String separator() {
    return grouping.marks().size() == 1 && regular() ? grouping.marks().getFirst().separator() : "";
  }

  /** Writes a number. */
  public String format(long number) {
    if (number == Long.MIN_VALUE && style != Style.DIGITS) {
      throw new PictureException("D3130", "The number is too large to be written so.");
    }
    return (number < 0 ? "-" : "") + unsigned(Math.abs(number));
  }

  private String unsigned(long number) {
    return switch (style) {
      case LETTERS -> cased(Numerals.letters(number));
      case ROMAN -> cased(Numerals.roman(number));
      case WORDS -> cased(EnglishNumbers.words(number, ordinal));
      case DIGITS -> digits(number);
    };
  }

  private String cased(String text) {
    return switch (letterCase) {
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case LOWER -> text.toLowerCase(Locale.ROOT);
      // Words are made in title case; only "and" stands in between in lower case.
      case TITLE -> text;
    };
  }

  private String digits(long number) {
    // Read as unsigned, the one long whose size is no long is written rightly, too.
    String plain = Long.toUnsignedString(number);
    String padded = "0".repeat(Math.max(0, mandatory - plain.length())) + plain;
    StringBuilder own = new StringBuilder();
    padded.chars().forEach(digit -> own.appendCodePoint(digit - '0' + zero));
    return grouping.insertInto(own.toString()) + (ordinal ? suffix(plain) : "");
  }

  private static String suffix(String digits) {
    int length = digits.length();
    if (length > 1 && digits.charAt(length - 2) == '1') {
      return "th";
    }
    return switch (digits.charAt(length - 1)) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
  }

  /** Reads a number; null where the text is none in this form. */
  public @Nullable Long read(String text) {
    return switch (style) {
      case LETTERS -> Numerals.parseLetters(text.toLowerCase(Locale.ROOT));
      case ROMAN -> Numerals.parseRoman(text.toLowerCase(Locale.ROOT));
      case WORDS -> EnglishNumbers.parse(text);
      case DIGITS -> readDigits(text);
    };
  }

  private @Nullable Long readDigits(String text) {
    String cut = ordinal && text.length() > 2 ? text.substring(0, text.length() - 2) : text;
    StringBuilder plain = new StringBuilder();
    grouping
        .removeFrom(cut)
        .codePoints()
        .forEach(c -> plain.appendCodePoint(c >= zero && c <= zero + 9 ? c - zero + '0' : c));
    try {
      return Long.parseLong(plain.toString());
    } catch (NumberFormatException notDigits) {
      return null;
    }
  }

  /**
   * Matches numbers in this form within a longer text.
   *
   * @param width of digits, where that is certain, or 0
   */
  String regex(int width) {
    return switch (style) {
      case LETTERS -> letterCase == Case.UPPER ? "[A-Z]+" : "[a-z]+";
      case ROMAN -> letterCase == Case.UPPER ? "[MDCLXVI]+" : "[mdclxvi]+";
      case WORDS -> EnglishNumbers.regex();
      case DIGITS -> {
        String digit =
            "["
                + Character.toString(zero)
                + "-"
                + Character.toString(zero + 9)
                + separators()
                + "]";
        yield digit + (width > 0 ? "{" + width + "}" : "+") + (ordinal ? "(?:th|st|nd|rd)" : "");
      }
    };
  }

  private String separators() {
    StringBuilder separators = new StringBuilder();
    grouping.marks().forEach(mark -> separators.append(Pattern.quote(mark.separator())));
    return separators.toString();
  }
}
