package dev.holdfast.bootstrap.system;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One service for all tests of a JVM, wired as it is delivered, with the actions of {@link
 * TestActions} as its host application. Tests take an {@link Api} with the admin key as an
 * argument; they share the database, so each uses names of its own.
 */
public final class SharedService implements BeforeAllCallback, ParameterResolver {
  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Api.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).api();
  }

  private static Running running(ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(SharedService.class))
            .computeIfAbsent("service", _ -> Running.start(), Running.class));
  }

  /** Closed when the last test has ended. */
  private record Running(Service service, Api api) implements AutoCloseable {
    static Running start() {
      try {
        Path data = Files.createTempDirectory("holdfast-system-");
        DatabaseAddress database = ScratchServer.freshDatabase();
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.PORT, "0");
        given.put(Setting.DATA, data.toString());
        given.put(Setting.DATABASE_URL, database.url());
        given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
        given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
        given.put(Setting.HTTP_ALLOW_PRIVATE, "true");
        given.put(
            Setting.EVENTS_CORRELATION_PATHS,
            "{\"ticket.closed\": \"ticket.id\", \"*\": [\"id\"]}");
        Service service = Service.start(Settings.of(given), List.of(TestActions.class));
        String key = Files.readString(data.resolve("admin-key")).strip();
        return new Running(service, new Api(service.url(), key));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      service.close();
    }
  }
}
