package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Speaks to the server as any HTTP client does. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String key;
  private final JsonText text;

  /**
   * @param key empty sends no credential
   */
  Client(String base, String key, JsonText text) {
    this.base = base;
    this.key = key;
    this.text = text;
  }

  Client with(String otherKey) {
    return new Client(base, otherKey, text);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer post(String path, String json, String... headers) {
    return json("POST", path, json, headers);
  }

  Answer put(String path, String json, String... headers) {
    return json("PUT", path, json, headers);
  }

  Answer json(String method, String path, String json, String... headers) {
    return bytes(method, path, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer bytes(String method, String path, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return send(method, path, BodyPublishers.ofByteArray(body), all);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
    if (headers.length > 0) request.headers(headers);
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body(), text);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What came back. */
  record Answer(int status, HttpHeaders headers, byte[] body, JsonText text) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String asText() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Map<String, @Nullable Object> json() {
      return Objects.requireNonNull(Json.asObject(text.parse(body)), "expected an object");
    }

    /** A member, given by a JSON pointer without escapes; null when it is not there. */
    @Nullable Object at(String pointer) {
      Object value = json();
      for (String name : pointer.substring(1).split("/", -1)) {
        if (value instanceof List<?> list) value = list.get(Integer.parseInt(name));
        else if (value instanceof Map<?, ?> object) value = object.get(name);
        else return null;
      }
      return value;
    }

    String string(String pointer) {
      return (String) Objects.requireNonNull(at(pointer), pointer);
    }

    List<Object> list(String pointer) {
      List<Object> list = new ArrayList<>();
      for (Object item : (List<?>) Objects.requireNonNull(at(pointer), pointer)) list.add(item);
      return list;
    }

    /** One member of each object in a list. */
    List<Object> column(String pointer, String name) {
      List<Object> column = new ArrayList<>();
      for (Object item : list(pointer)) {
        column.add(Objects.requireNonNull(((Map<?, ?>) item).get(name), name));
      }
      return column;
    }

    /** Fails unless this is a success with the status. */
    Answer ok(int expected) {
      assertThat(status).as(this::asText).isEqualTo(expected);
      if (status != 204) assertThat(header("Content-Type")).startsWith("application/json");
      return this;
    }

    /** Fails unless this is a whole problem with the status and code. */
    Answer problem(int expected, String code) {
      assertThat(status).as(this::asText).isEqualTo(expected);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(json())
          .containsEntry("status", (long) expected)
          .containsEntry("code", code)
          .containsEntry("type", "about:blank")
          .containsKeys("title", "detail");
      assertThat(string("/traceId")).matches("[0-9a-f]{32}").isEqualTo(header("X-Trace-Id"));
      return this;
    }

    /** Fails unless these are the pointers of the errors, in any order. */
    Answer pointing(String... pointers) {
      assertThat(column("/errors", "pointer"))
          .as(this::asText)
          .containsExactlyInAnyOrder((Object[]) pointers);
      return this;
    }
  }
}
