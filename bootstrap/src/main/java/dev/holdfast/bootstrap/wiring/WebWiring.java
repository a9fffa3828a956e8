package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.rest.RestFoundation;
import dev.holdfast.adapter.rest.admin.AdminRoutes;
import dev.holdfast.adapter.rest.definition.DefinitionRoutes;
import dev.holdfast.adapter.rest.docs.DocsRoutes;
import dev.holdfast.adapter.rest.events.EventRoutes;
import dev.holdfast.adapter.rest.registry.RegistryRoutes;
import dev.holdfast.adapter.rest.runs.RunRoutes;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is served: health and metrics on every node, all else on those that take requests. */
@Configuration(proxyBeanMethods = false)
@Import({RestFoundation.class, WebWiring.Api.class})
public class WebWiring {
  /** The routes of the API. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnApiRole.class)
  @Import({
    AdminRoutes.class,
    DefinitionRoutes.class,
    RegistryRoutes.class,
    DocsRoutes.class,
    RunRoutes.class,
    EventRoutes.class
  })
  public static class Api {}
}
