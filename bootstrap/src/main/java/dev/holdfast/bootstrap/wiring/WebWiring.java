package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.rest.RestFoundation;
import dev.holdfast.adapter.rest.admin.AdminRoutes;
import dev.holdfast.adapter.rest.definition.DefinitionRoutes;
import dev.holdfast.adapter.rest.docs.DocsRoutes;
import dev.holdfast.adapter.rest.events.EventRoutes;
import dev.holdfast.adapter.rest.registry.RegistryRoutes;
import dev.holdfast.adapter.rest.runs.RunRoutes;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that are served. */
@Configuration(proxyBeanMethods = false)
@Import({
  RestFoundation.class,
  AdminRoutes.class,
  DefinitionRoutes.class,
  RegistryRoutes.class,
  DocsRoutes.class,
  RunRoutes.class,
  EventRoutes.class
})
public class WebWiring {}
