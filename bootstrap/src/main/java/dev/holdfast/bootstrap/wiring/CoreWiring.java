package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.json.NetworkntJsonSchemas;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.adapter.postgres.SortedIds;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.expression.ExpressionEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the core asks of the outside that keeps nothing: JSON, expressions, ids. */
@Configuration(proxyBeanMethods = false)
public class CoreWiring {
  @Bean
  JsonText jsonText() {
    return new JacksonJsonText();
  }

  @Bean
  JsonSchemas jsonSchemas() {
    return new NetworkntJsonSchemas();
  }

  @Bean
  ExpressionEngine expressionEngine() {
    return new JsonataExpressions();
  }

  @Bean
  Ids ids() {
    return new SortedIds();
  }
}
