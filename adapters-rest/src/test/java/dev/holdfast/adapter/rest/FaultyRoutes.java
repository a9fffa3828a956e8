package dev.holdfast.adapter.rest;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Routes that break their promises. */
@Configuration(proxyBeanMethods = false)
@Import(FaultyRoutes.Faulty.class)
class FaultyRoutes {
  @Controller
  static class Faulty {
    @GetMapping("/api/faulty/exception")
    @Endpoint(
        summary = "Throws",
        needs = {},
        answers = "204")
    Reply exception() {
      throw new IllegalStateException("secret of the house");
    }

    @GetMapping("/api/faulty/error")
    @Endpoint(
        summary = "Throws worse",
        needs = {},
        answers = "204")
    Reply error() {
      throw new AssertionError("secret of the house");
    }
  }
}
