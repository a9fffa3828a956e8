package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered.
 *
 * @param json null when the body is no JSON
 */
public record Answer(int status, HttpHeaders headers, String text, @Nullable Object json) {
  /** This answer, if it has the status. */
  public Answer expect(int wanted) {
    assertThat(status).as("status of %s", text).isEqualTo(wanted);
    return this;
  }

  /** This answer, if it is a problem with the status and code. */
  public Answer expectProblem(int wanted, String code) {
    expect(wanted);
    assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(at("/code")).as("code of %s", text).isEqualTo(code);
    assertThat(text("/traceId")).matches("[0-9a-f]{32}");
    return this;
  }

  /** The value at a JSON pointer; null when there is none. */
  public @Nullable Object at(String pointer) {
    Object value = json;
    for (String key :
        pointer.isEmpty() ? List.<String>of() : List.of(pointer.substring(1).split("/"))) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(key.replace("~1", "/").replace("~0", "~"));
            case List<?> list when Integer.parseInt(key) < list.size() ->
                list.get(Integer.parseInt(key));
            case null, default -> null;
          };
    }
    return value;
  }

  /** The text at a JSON pointer. */
  public String text(String pointer) {
    assertThat(at(pointer)).as("%s of %s", pointer, text).isInstanceOf(String.class);
    return (String) at(pointer);
  }

  /** The list at a JSON pointer. */
  public List<@Nullable Object> list(String pointer) {
    List<@Nullable Object> list = Json.asList(at(pointer));
    assertThat(list).as("%s of %s", pointer, text).isNotNull();
    return list;
  }

  /** One member of each item of {@code /items}. */
  public List<@Nullable Object> items(String member) {
    return list("/items").stream()
        .<@Nullable Object>map(item -> Json.asObject(item).get(member))
        .toList();
  }
}
