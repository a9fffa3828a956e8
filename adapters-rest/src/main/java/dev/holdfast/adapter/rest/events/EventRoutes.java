package dev.holdfast.adapter.rest.events;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes of events; needs beans of {@code SubmitEvent} and {@code ReadEvents}. */
@Configuration(proxyBeanMethods = false)
@Import(EventController.class)
public class EventRoutes {}
