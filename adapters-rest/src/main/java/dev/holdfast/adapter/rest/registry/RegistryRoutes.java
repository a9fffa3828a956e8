package dev.holdfast.adapter.rest.registry;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes of the registry; needs beans of {@code ReadRegistry} and {@code ManageSchemas}. */
@Configuration(proxyBeanMethods = false)
@Import({RegistryController.class, SchemasController.class})
public class RegistryRoutes {}
