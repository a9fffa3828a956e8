package dev.holdfast.application.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON values as bytes. A member name is written once, and referred to after that. */
final class JsonSink {
  static final int TEXT = 0x00;
  static final int OBJECT = 0x40;
  static final int LIST = 0x60;
  static final int NUMBER = 0x80;
  static final int NULL = 0xc0;
  static final int FALSE = 0xc1;
  static final int TRUE = 0xc2;
  static final int LONG_TEXT = 0xc3;
  static final int LARGE_OBJECT = 0xc4;
  static final int LONG_LIST = 0xc5;
  static final int WHOLE = 0xc6;
  static final int DECIMAL = 0xc7;
  static final int SMALL_TEXTS = OBJECT;
  static final int SMALL_OBJECTS = LIST - OBJECT;
  static final int SMALL_LISTS = NUMBER - LIST;
  static final int SMALL_NUMBERS = NULL - NUMBER;

  private static final Map<String, Integer> KNOWN = known();

  private final ByteSink out;
  private final Map<String, Integer> names = new HashMap<>();

  JsonSink(ByteSink out) {
    this.out = out;
  }

  private static Map<String, Integer> known() {
    Map<String, Integer> known = new HashMap<>();
    for (String name : JsonNames.KNOWN) known.put(name, known.size());
    return Map.copyOf(known);
  }

  void value(@Nullable Object json) {
    switch (json) {
      case null -> out.oneByte(NULL);
      case String text -> text(text);
      case Long number -> whole(number);
      case Boolean truth -> out.oneByte(truth ? TRUE : FALSE);
      case Map<?, ?> object -> object(object);
      case List<?> list -> list(list);
      case BigDecimal number -> decimal(number);
      case Object other ->
          throw new IllegalArgumentException(
              "expected a JSON value of the core, but " + other.getClass().getName());
    }
  }

  private void text(String text) {
    if (text.length() < SMALL_TEXTS && ByteSink.isAscii(text)) {
      out.oneByte(TEXT + text.length());
      out.ascii(text);
    } else {
      out.oneByte(LONG_TEXT);
      out.text(text);
    }
  }

  private void whole(long number) {
    if (number >= 0 && number < SMALL_NUMBERS) {
      out.oneByte(NUMBER + (int) number);
    } else {
      out.oneByte(WHOLE);
      out.number(number);
    }
  }

  private void decimal(BigDecimal number) {
    out.oneByte(DECIMAL);
    out.number(number.scale());
    out.block(number.unscaledValue().toByteArray());
  }

  private void list(List<?> list) {
    if (list.size() < SMALL_LISTS) {
      out.oneByte(LIST + list.size());
    } else {
      out.oneByte(LONG_LIST);
      out.count(list.size());
    }
    for (Object element : list) value(element);
  }

  private void object(Map<?, ?> object) {
    if (object.size() < SMALL_OBJECTS) {
      out.oneByte(OBJECT + object.size());
    } else {
      out.oneByte(LARGE_OBJECT);
      out.count(object.size());
    }
    for (Map.Entry<?, ?> member : object.entrySet()) {
      name((String) member.getKey());
      value(member.getValue());
    }
  }

  /** Even: a length, and the name follows; odd: the number of a name known by now. */
  private void name(String name) {
    Integer known = KNOWN.get(name);
    if (known == null) known = names.get(name);
    if (known != null) {
      out.count(2L * known + 1);
      return;
    }
    names.put(name, KNOWN.size() + names.size());
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    out.count(2L * utf8.length);
    out.raw(utf8);
  }
}
