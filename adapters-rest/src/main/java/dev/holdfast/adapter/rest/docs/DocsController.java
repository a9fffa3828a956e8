package dev.holdfast.adapter.rest.docs;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.out.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code /v3/api-docs}, and {@code /docs}, which shows it with nothing from elsewhere. */
@Controller
final class DocsController {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "frame-ancestors 'none'; base-uri 'none'";

  private final ObjectProvider<RequestMappingHandlerMapping> mapping;
  private final JsonText text;
  private volatile @Nullable Map<String, @Nullable Object> document;

  /**
   * @param mapping asked late: it knows the routes when all controllers are there
   */
  DocsController(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping,
      JsonText text) {
    this.mapping = mapping;
    this.text = text;
  }

  @GetMapping("/v3/api-docs")
  @Endpoint(
      summary = "This document",
      needs = {},
      answers = "200 OpenApi")
  Reply document() {
    Map<String, @Nullable Object> known = document;
    if (known == null) {
      known = OpenApiDocument.of(mapping.getObject(), text);
      document = known;
    }
    return Reply.ok(known);
  }

  @GetMapping("/docs")
  @Endpoint(
      summary = "Browse this document",
      needs = {},
      answers = "200 OpenApi",
      produces = "text/html")
  Reply page() {
    return asset("docs.html", "text/html;charset=UTF-8");
  }

  @GetMapping("/docs/docs.js")
  @Endpoint(
      summary = "Script of the page",
      needs = {},
      answers = "200 OpenApi",
      produces = "text/javascript")
  Reply script() {
    return asset("docs.js", "text/javascript;charset=UTF-8");
  }

  @GetMapping("/docs/docs.css")
  @Endpoint(
      summary = "Style of the page",
      needs = {},
      answers = "200 OpenApi",
      produces = "text/css")
  Reply style() {
    return asset("docs.css", "text/css;charset=UTF-8");
  }

  private static Reply asset(String name, String mediaType) {
    try (InputStream in = DocsController.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("expected " + name + " in the jar");
      String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Reply.text(mediaType, content).with("Content-Security-Policy", POLICY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
