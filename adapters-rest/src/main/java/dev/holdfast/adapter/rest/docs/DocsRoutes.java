package dev.holdfast.adapter.rest.docs;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes of the documentation. */
@Configuration(proxyBeanMethods = false)
@Import(DocsController.class)
public class DocsRoutes {}
