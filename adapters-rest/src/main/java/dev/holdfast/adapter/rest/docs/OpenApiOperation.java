package dev.holdfast.adapter.rest.docs;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.port.in.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** One operation of the OpenAPI document. */
final class OpenApiOperation {
  private static final Pattern PATH_VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String PROBLEM = "application/problem+json";

  private OpenApiOperation() {}

  static Map<String, @Nullable Object> of(String path, HandlerMethod handler, Endpoint endpoint) {
    String tag = handler.getBeanType().getSimpleName().replace("Controller", "");
    JsonObject operation =
        new JsonObject()
            .put("operationId", tag + "." + handler.getMethod().getName())
            .put("tags", List.of(tag))
            .put("summary", endpoint.summary())
            .put("description", needs(endpoint));
    // An empty list of requirements lifts the document's own.
    if (endpoint.needs().length == 0) operation.put("security", List.of());
    operation.put("parameters", parameters(path, endpoint));
    if (!endpoint.body().isEmpty()) operation.put("requestBody", requestBody(endpoint));
    return operation.put("responses", responses(endpoint)).members();
  }

  private static String needs(Endpoint endpoint) {
    if (endpoint.needs().length == 0) return "Open: needs no credential.";
    String permissions =
        Arrays.stream(endpoint.needs()).map(Permission::text).collect(Collectors.joining(", "));
    return "Needs " + permissions + (endpoint.deployment() ? ", with a deployment key." : ".");
  }

  private static List<Object> parameters(String path, Endpoint endpoint) {
    List<Object> parameters = new ArrayList<>();
    Matcher variables = PATH_VARIABLE.matcher(path);
    while (variables.find()) {
      parameters.add(
          new JsonObject()
              .put("name", variables.group(1))
              .put("in", "path")
              .put("required", true)
              .put("schema", new JsonObject().put("type", "string"))
              .members());
    }
    for (Param param : endpoint.query()) parameters.add(parameter(param, "query"));
    for (Param param : endpoint.headers()) parameters.add(parameter(param, "header"));
    if (endpoint.needs().length > 0) parameters.add(tenantHeader());
    return parameters;
  }

  private static Object tenantHeader() {
    return new JsonObject()
        .put("name", "X-Tenant-Id")
        .put("in", "header")
        .put("description", "another tenant, for deployment keys")
        .put("schema", new JsonObject().put("type", "string"))
        .members();
  }

  private static Object parameter(Param param, String in) {
    JsonObject schema = new JsonObject();
    if (param.type().equals("date-time")) {
      schema.put("type", "string").put("format", "date-time");
    } else {
      schema.put("type", param.type());
    }
    return new JsonObject()
        .put("name", param.name())
        .put("in", in)
        .put("description", param.about())
        .put(
            "schema",
            param.repeated() ? new JsonObject().put("type", "array").put("items", schema) : schema)
        .members();
  }

  private static JsonObject requestBody(Endpoint endpoint) {
    return new JsonObject()
        .put("required", !endpoint.bodyOptional())
        .put("content", content(List.of("application/json"), endpoint.body()));
  }

  private static JsonObject responses(Endpoint endpoint) {
    Map<String, JsonObject> responses = new TreeMap<>();
    for (String answer : endpoint.answers()) {
      String[] parts = answer.split(" ", 2);
      JsonObject response =
          new JsonObject()
              .put("description", reason(Integer.parseInt(parts[0])))
              .put("headers", headers(Integer.parseInt(parts[0])));
      if (parts.length == 2) {
        response.put("content", content(List.of(endpoint.produces()), parts[1]));
      }
      responses.put(parts[0], response);
    }
    for (int status : problems(endpoint)) {
      responses.put(
          Integer.toString(status),
          new JsonObject()
              .put("description", status == 409 ? conflict(endpoint) : reason(status))
              .put("headers", headers(status))
              .put("content", content(List.of(PROBLEM), "Problem")));
    }
    JsonObject sorted = new JsonObject();
    responses.forEach(sorted::put);
    return sorted;
  }

  private static String conflict(Endpoint endpoint) {
    StringBuilder text = new StringBuilder(reason(409));
    for (String conflict : endpoint.conflicts()) text.append("\n\n- ").append(conflict);
    return text.toString();
  }

  /** What follows from how every request is handled, and what the route itself adds. */
  private static SortedSet<Integer> problems(Endpoint endpoint) {
    SortedSet<Integer> statuses = new TreeSet<>(List.of(400, 406, 500));
    for (int status : endpoint.problems()) statuses.add(status);
    // 404 also for a tenant that X-Tenant-Id names and that is none.
    if (endpoint.needs().length > 0) statuses.addAll(List.of(401, 403, 404, 503));
    if (!endpoint.body().isEmpty()) statuses.addAll(List.of(408, 413, 415, 503));
    return statuses;
  }

  private static JsonObject headers(int status) {
    JsonObject headers = new JsonObject().put("X-Trace-Id", header("the request's trace"));
    if (status == 201) headers.put("Location", header("the path of what was made"));
    if (status == 401) headers.put("WWW-Authenticate", header("Bearer"));
    if (status == 429 || status == 503) headers.put("Retry-After", header("seconds"));
    return headers;
  }

  private static JsonObject header(String about) {
    return new JsonObject()
        .put("description", about)
        .put("schema", new JsonObject().put("type", "string"));
  }

  /** JSON has the named schema; other media types are text. */
  private static JsonObject content(List<String> mediaTypes, String schema) {
    JsonObject content = new JsonObject();
    for (String mediaType : mediaTypes) {
      JsonObject described =
          mediaType.endsWith("json")
              ? new JsonObject().put("$ref", "#/components/schemas/" + schema)
              : new JsonObject().put("type", "string");
      content.put(mediaType, new JsonObject().put("schema", described));
    }
    return content;
  }

  private static String reason(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? Integer.toString(status) : known.getReasonPhrase();
  }
}
