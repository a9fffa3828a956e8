package dev.holdfast.bootstrap.system;

import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What {@link CeAloneTest} has done by classes that do not see the modules of other editions. */
public final class CeAlone {
  private CeAlone() {}

  /** Starts a service, has it carry out a run, and asks for the other edition. */
  public static String run(String url, String user, String password, String data)
      throws IOException, ReflectiveOperationException {
    // Drivers are known by the loader that loaded them; the test's own loaded another.
    Class.forName("org.postgresql.Driver");
    // The JVM takes one such factory, and the test's own Tomcat may have brought it.
    Class.forName("org.apache.catalina.webresources.TomcatURLStreamHandlerFactory")
        .getMethod("disable")
        .invoke(null);
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, data);
    given.put(Setting.DATABASE_URL, url);
    given.put(Setting.DATABASE_USER, user);
    given.put(Setting.DATABASE_PASSWORD, password);
    String told;
    try (Service service = Service.start(Settings.of(given), List.of())) {
      Api api = new Api(service.url(), Files.readString(Path.of(data, "admin-key")).strip());
      api.define("nap", Workflows.of(Workflows.pause("nap", 20)));
      Answer ended = api.ended(api.start("nap", Map.of()));
      told = ended.at("/status") + " on " + ended.at("/engine");
    }
    given.put(Setting.EDITION, "ee");
    try (Service service = Service.start(Settings.of(given), List.of())) {
      return told + "; started at " + service.url();
    } catch (StartRefused refused) {
      return told + "; " + refused.getMessage();
    }
  }
}
