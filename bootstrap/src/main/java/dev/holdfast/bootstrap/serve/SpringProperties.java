package dev.holdfast.bootstrap.serve;

import dev.holdfast.adapter.rest.RestFoundation;
import dev.holdfast.bootstrap.settings.Edition;
import dev.holdfast.bootstrap.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Spring Boot has to know. */
final class SpringProperties {
  private SpringProperties() {}

  static Map<String, Object> of(Settings settings) {
    Map<String, Object> properties = new LinkedHashMap<>(RestFoundation.PROPERTIES);
    properties.put("spring.application.name", "holdfast");
    properties.put("server.port", settings.port());
    properties.put("server.address", settings.bind());
    properties.put("server.shutdown", "graceful");
    // A busy client keeps its connection: opening one costs as much as a request.
    properties.put("server.tomcat.max-keep-alive-requests", "-1");
    // Longer than a drain may take.
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "40s");
    properties.put("spring.jmx.enabled", "false");
    properties.put("spring.main.keep-alive", "true");
    properties.put("management.endpoints.access.default", "none");
    properties.put("management.endpoint.health.access", "read-only");
    properties.put("management.endpoint.prometheus.access", "read-only");
    properties.put("management.endpoint.info.access", "read-only");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus,info");
    properties.put("management.endpoints.web.discovery.enabled", "false");
    properties.put("management.endpoint.health.probes.enabled", "true");
    properties.put("management.endpoint.health.show-components", "when-authorized");
    properties.put("management.endpoint.health.show-details", "when-authorized");
    properties.put(
        "management.endpoint.health.group.readiness.include",
        settings.edition() == Edition.EE ? "readinessState,store,edition" : "readinessState,store");
    properties.put(
        "management.endpoint.health.status.order", "DOWN,OUT_OF_SERVICE,DEGRADED,UP,UNKNOWN");
    properties.put("management.health.defaults.enabled", "false");
    properties.put("management.info.env.enabled", "false");
    return properties;
  }
}
