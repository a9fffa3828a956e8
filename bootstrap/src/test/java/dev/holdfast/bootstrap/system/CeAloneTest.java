package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edition ce needs nothing of the others: their modules may be absent from the class path. */
class CeAloneTest {
  private static final List<String> ABSENT =
      List.of("adapters-temporal", "/io/temporal/", "/io/grpc/", "/com/google/protobuf/");

  @TempDir Path temp;

  @Test
  void it_starts_and_carries_a_run_out_and_refuses_the_edition_that_is_missing() throws Exception {
    DatabaseAddress database = ScratchServer.freshDatabase();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader without =
        new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(without);
      Object told =
          without
              .loadClass("dev.holdfast.bootstrap.system.CeAlone")
              .getMethod("run", String.class, String.class, String.class, String.class)
              .invoke(
                  null,
                  database.url(),
                  Objects.requireNonNull(database.user()),
                  Objects.requireNonNull(database.password()),
                  temp.toString());
      assertThat(told)
          .isEqualTo("SUCCEEDED on quartz; edition ee is not in this build: its module is missing");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    int left = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (ABSENT.stream().anyMatch(entry::contains)) left++;
      else urls.add(new File(entry).toURI().toURL());
    }
    assertThat(left).as("entries that were there to be left out").isGreaterThan(2);
    return urls.toArray(URL[]::new);
  }
}
