package dev.holdfast.adapter.rest;

import dev.holdfast.adapter.rest.admin.AdminRoutes;
import dev.holdfast.adapter.rest.definition.DefinitionRoutes;
import dev.holdfast.adapter.rest.docs.DocsRoutes;
import dev.holdfast.adapter.rest.registry.RegistryRoutes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A server on a free port, with the routes of definitions, registry, administration and docs. */
final class RestService implements AutoCloseable {
  final TestPorts ports;
  final String adminKey;
  private final ConfigurableApplicationContext context;
  private final Client admin;

  private RestService(TestPorts ports, ConfigurableApplicationContext context, String adminKey) {
    this.ports = ports;
    this.context = context;
    this.adminKey = adminKey;
    this.admin = new Client("http://127.0.0.1:" + port(), adminKey, ports.text);
  }

  /** Wiring as the application does it. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  /**
   * @param routes further configurations
   */
  static RestService start(Class<?>... routes) {
    TestPorts ports = new TestPorts();
    String adminKey = ports.keyAdministration.createFirst(key -> {});
    if (adminKey == null) throw new IllegalStateException("expected to make the first key");
    SpringApplication application = new SpringApplication(Application.class);
    application.addPrimarySources(
        List.of(
            RestFoundation.class,
            DefinitionRoutes.class,
            RegistryRoutes.class,
            AdminRoutes.class,
            DocsRoutes.class));
    application.addPrimarySources(List.of(routes));
    application.setWebApplicationType(WebApplicationType.SERVLET);
    Map<String, Object> properties = new HashMap<>(RestFoundation.PROPERTIES);
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.lazy-initialization", "true");
    properties.put("logging.level.root", "WARN");
    application.setDefaultProperties(properties);
    application.addInitializers(context -> register((GenericApplicationContext) context, ports));
    return new RestService(ports, application.run(), adminKey);
  }

  private static void register(GenericApplicationContext context, TestPorts ports) {
    bean(context, ports.text);
    bean(context, ports.editing);
    bean(context, ports.reading);
    bean(context, ports.schemaRegistry);
    bean(context, ports.registry);
    bean(context, ports.authentication);
    bean(context, ports.keyAdministration);
    bean(context, ports.tenantAdministration);
  }

  @SuppressWarnings("unchecked") // the class of the object itself
  private static <T> void bean(GenericApplicationContext context, T object) {
    context.registerBean((Class<T>) object.getClass(), () -> object);
  }

  int port() {
    return Integer.parseInt(
        Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A client with the first key. */
  Client admin() {
    return admin;
  }

  Client with(String key) {
    return admin.with(key);
  }

  @Override
  public void close() {
    context.close();
  }
}
