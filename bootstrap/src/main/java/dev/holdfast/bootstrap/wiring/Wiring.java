package dev.holdfast.bootstrap.wiring;

import dev.holdfast.bootstrap.health.HealthWiring;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole service, but its {@code Settings} and its {@code Database}, which are there before it
 * and outlive it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  CoreWiring.class,
  ActionWiring.class,
  StoreWiring.class,
  EngineWiring.class,
  EditionWiring.class,
  DefinitionWiring.class,
  RunWiring.class,
  WebWiring.class,
  HealthWiring.class
})
public class Wiring {}
