package dev.holdfast.adapter.rest.definition;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The routes of definitions; needs beans of {@code ReadDefinitions} and {@code EditDefinitions}.
 */
@Configuration(proxyBeanMethods = false)
@Import({DefinitionsController.class, VersionsController.class, AuditController.class})
public class DefinitionRoutes {}
