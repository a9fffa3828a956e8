package dev.holdfast.adapter.json;

import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.json.NotJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text, read by Jackson's streams without its object mapper. Results are immutable and keep
 * the order of the text. Thread-safe.
 */
public final class JacksonJsonText implements JsonText {
  /** Objects and lists inside each other. */
  static final int MAX_DEPTH = Limits.DEPTH;

  /** Characters of one document: room for the largest body that any door lets in. */
  static final int MAX_LENGTH = 16 * 1024 * 1024;

  /** Characters of one member name. */
  static final int MAX_NAME_LENGTH = 4_096;

  /** Characters of one number: all digits that may stand before and after its point. */
  static final int MAX_NUMBER_LENGTH = 2 * Limits.NUMBER_DIGITS + 10;

  /** Views wrap what users wrote, so what is written may be deeper than what is read. */
  static final int MAX_WRITTEN_DEPTH = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(MAX_LENGTH)
                  .maxStringLength(MAX_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          // Names come from strangers: interned, they would stay for the life of the JVM.
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  @Override
  public @Nullable Object parse(byte[] utf8) {
    // Jackson would also take UTF-16 and UTF-32, and some malformed UTF-8.
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString());
    } catch (CharacterCodingException e) {
      throw new JsonInvalid("expected UTF-8, but some bytes are not", "");
    }
  }

  @Override
  public @Nullable Object parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JsonInvalid(
          "expected at most %d characters, but got %d".formatted(MAX_LENGTH, text.length()), "");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(parser);
    }
  }

  private static @Nullable Object document(JsonParser parser) {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) throw new JsonInvalid("expected a JSON value, but there is none", "");
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new JsonInvalid("expected one JSON value, but more follows" + place(parser), "");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new JsonInvalid(
          "expected JSON within our limits, but: " + e.getOriginalMessage(), pointer(parser));
    } catch (JacksonException e) {
      throw new JsonInvalid(
          "expected JSON, but: " + e.getOriginalMessage() + place(parser), pointer(parser));
    }
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> text(parser, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("expected the start of a value, but got " + token);
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      text(parser, name);
      if (members.containsKey(name)) {
        throw new JsonInvalid(
            "expected each member name once, but it is repeated" + place(parser), pointer(parser));
      }
      members.put(name, value(parser, parser.nextToken()));
    }
    return Collections.unmodifiableMap(members);
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      elements.add(value(parser, next));
    }
    return Collections.unmodifiableList(elements);
  }

  private static Number number(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    try {
      return Json.number(new BigDecimal(parser.getString()));
    } catch (NotJson | NumberFormatException e) {
      // The text is a JSON number, so a format that is none is an exponent outside of int.
      throw new JsonInvalid(
          "expected a number of at most %d digits before and after the point, but got more%s"
              .formatted(Limits.NUMBER_DIGITS, place(parser)),
          pointer(parser));
    }
  }

  /** What PostgreSQL and UTF-8 cannot hold is refused at the door. */
  private static String text(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new JsonInvalid(
            "expected no NUL character in a string, but there is one" + place(parser),
            pointer(parser));
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          throw new JsonInvalid(
              "expected whole characters in a string, but there is half of a surrogate pair"
                  + place(parser),
              pointer(parser));
        }
        i++;
      }
    }
    return text;
  }

  private static boolean isPair(String text, int place) {
    return Character.isHighSurrogate(text.charAt(place))
        && place + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(place + 1));
  }

  private static String pointer(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  private static String place(JsonParser parser) {
    var location = parser.currentLocation();
    return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for an object that is no JSON value of the core, such as a
   *     {@code Double}, and for more than {@value #MAX_WRITTEN_DEPTH} levels
   */
  @Override
  public String write(@Nullable Object json) {
    requireJson(json, MAX_WRITTEN_DEPTH);
    return Json.text(json);
  }

  private static void requireJson(@Nullable Object json, int levels) {
    if (levels < 0) {
      throw new IllegalArgumentException(
          "expected at most %d levels, but got more".formatted(MAX_WRITTEN_DEPTH));
    }
    switch (json) {
      case Map<?, ?> members -> {
        for (Object value : members.values()) requireJson(value, levels - 1);
      }
      case List<?> elements -> {
        for (Object element : elements) requireJson(element, levels - 1);
      }
      case Long _, Integer _, BigDecimal _, String _, Boolean _ -> {}
      case null -> {}
      default ->
          throw new IllegalArgumentException(
              "expected a JSON value, but got a " + json.getClass().getName());
    }
  }
}
