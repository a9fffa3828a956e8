package dev.holdfast.adapter.rest.docs;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.port.out.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** OpenAPI 3.1, made of the routes and their {@link Endpoint}s: it cannot say another thing. */
final class OpenApiDocument {
  private OpenApiDocument() {}

  static Map<String, @Nullable Object> of(RequestMappingHandlerMapping mapping, JsonText text) {
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", "Holdfast")
                .put("version", "1")
                .put("description", "Durable, data-defined workflows.")
                .put(
                    "license",
                    new JsonObject().put("name", "Apache-2.0").put("identifier", "Apache-2.0")))
        .put("servers", List.of(new JsonObject().put("url", "/").members()))
        .put("security", List.of(Map.of("apiKey", List.of())))
        .put("paths", paths(mapping))
        .put("components", components(text))
        .members();
  }

  private static Map<String, @Nullable Object> paths(RequestMappingHandlerMapping mapping) {
    Map<String, Map<String, @Nullable Object>> paths = new TreeMap<>();
    mapping
        .getHandlerMethods()
        .forEach((info, handler) -> {
          Endpoint endpoint = handler.getMethodAnnotation(Endpoint.class);
          if (endpoint != null) add(paths, info, handler, endpoint);
        });
    return new LinkedHashMap<>(paths);
  }

  private static void add(
      Map<String, Map<String, @Nullable Object>> paths,
      RequestMappingInfo info,
      HandlerMethod handler,
      Endpoint endpoint) {
    for (String path : info.getPatternValues()) {
      for (RequestMethod method : info.getMethodsCondition().getMethods()) {
        paths
            .computeIfAbsent(path, any -> new TreeMap<>())
            .put(
                method.name().toLowerCase(Locale.ROOT),
                OpenApiOperation.of(path, handler, endpoint));
      }
    }
  }

  private static JsonObject components(JsonText text) {
    JsonObject key =
        new JsonObject()
            .put("type", "http")
            .put("scheme", "bearer")
            .put("description", "an API key, such as hf_…");
    return new JsonObject()
        .put("schemas", SchemaComponents.load(text))
        .put("securitySchemes", new JsonObject().put("apiKey", key));
  }
}
