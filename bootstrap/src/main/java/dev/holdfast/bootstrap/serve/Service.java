package dev.holdfast.bootstrap.serve;

import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.bootstrap.installation.DataFolder;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.bootstrap.wiring.Wiring;
import dev.holdfast.domain.json.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * One running service. From bottom to top: the data folder, the database, everything that is wired;
 * it is stopped in the opposite order.
 */
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final DataFolder folder;
  private final Database database;
  private final ConfigurableApplicationContext context;
  private final String url;
  private final Settings settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Service(
      DataFolder folder,
      Database database,
      ConfigurableApplicationContext context,
      String url,
      Settings settings) {
    this.folder = folder;
    this.database = database;
    this.context = context;
    this.url = url;
    this.settings = settings;
  }

  /**
   * Starts a service; it takes requests when this returns.
   *
   * @param hosts Spring configurations of the application that brings Holdfast along; their beans
   *     of type {@code Action} can be called by definitions
   * @throws StartRefused when it cannot start; then nothing of it is left
   */
  public static Service start(Settings settings, List<Class<?>> hosts) {
    DataFolder folder = DataFolder.hold(settings.data());
    try {
      return start(settings, hosts, folder);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private static Service start(Settings settings, List<Class<?>> hosts, DataFolder folder) {
    Database database = Database.open(settings, folder);
    try {
      ConfigurableApplicationContext context = wire(settings, hosts, database);
      Service service =
          new Service(folder, database, context, WebAddress.of(settings, port(context)), settings);
      service.getReady();
      return service;
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  private static ConfigurableApplicationContext wire(
      Settings settings, List<Class<?>> hosts, Database database) {
    List<Class<?>> sources = new ArrayList<>(hosts);
    sources.add(Wiring.class);
    SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      // First: what the settings say is not to be changed by other variables around.
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("holdfast", SpringProperties.of(settings)));
      context.getBeanFactory().registerSingleton("settings", settings);
      context.getBeanFactory().registerSingleton("database", database);
    });
    try {
      return application.run();
    } catch (RuntimeException e) {
      throw StartFailures.explain(e, settings);
    }
  }

  private static int port(ConfigurableApplicationContext context) {
    if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
      return web.getWebServer().getPort();
    }
    throw new IllegalStateException("expected a web server in " + context);
  }

  private void getReady() {
    try {
      if (settings.roles().api()) makeFirstKey();
      Map<String, @Nullable Object> ready = new LinkedHashMap<>();
      ready.put("url", url);
      ready.put("edition", settings.edition().text());
      ready.put("pid", ProcessHandle.current().pid());
      ready.put("startedAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      folder.writeReady(Json.text(ready));
      LOG.info(
          "Ready at {}, edition {}, admin key in {}",
          url,
          settings.edition().text(),
          folder.adminKey());
    } catch (UncheckedIOException e) {
      context.close();
      throw new StartRefused("the data folder cannot be written: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  /** A node that takes no requests leaves this to the first that does, and to its data folder. */
  private void makeFirstKey() {
    String first = context.getBean(ManageApiKeys.class).createFirst(folder::writeAdminKey);
    if (first != null) {
      LOG.info("First start: the admin key is {} (kept in {})", first, folder.adminKey());
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:8080}. */
  public String url() {
    return url;
  }

  /** What is wired, for tests and host applications. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /**
   * Stops taking requests, lets what is under way finish for a while, gives the rest back and stops
   * the embedded database. A repeat does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    LOG.info("Stopping");
    try (DataFolder last = folder;
        Database next = database) {
      context.close();
    }
    LOG.info("Stopped");
  }
}
