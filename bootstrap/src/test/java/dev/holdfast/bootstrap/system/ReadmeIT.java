package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.RepositoryFile;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README tells its reader to do, line by line, and kills the service on the way. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void the_first_page_works_as_it_is_written() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks.get(0)).contains("HOLDFAST_HTTP_ALLOW_PRIVATE=true ./holdfast");
    assertThat(blocks.get(1)).contains("java docs/guide/first-workflow/FlakyService.java");
    assertThat(blocks.get(4)).contains("order.paid");

    int port = FreePort.find();
    int flakyPort = FreePort.find();
    for (String name : List.of("order.json", "shipping.json")) {
      String text = Files.readString(RepositoryFile.at("docs/guide/first-workflow/" + name));
      Path copy = temp.resolve("docs/guide/first-workflow/" + name);
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, text.replace("8099", Integer.toString(flakyPort)));
    }
    Process flaky = flakyService(flakyPort);
    PackagedService service = start(port);
    try {
      String script =
          "set -euo pipefail\n"
              + blocks.get(2)
              + blocks.get(3)
              // "If you like, kill the service now": the reader does, and starts it again.
              + "touch killed\nwhile [ ! -f restarted ]; do sleep 0.1; done\n"
              + blocks.get(4);
      Process reader = reader(script.replace("127.0.0.1:8080", "127.0.0.1:" + port));
      Await.until(
          "the reader has come to the kill",
          Duration.ofMinutes(2),
          () -> Files.exists(temp.resolve("killed")) || !reader.isAlive());
      service.kill();
      service = start(port);
      Files.writeString(temp.resolve("restarted"), "");
      assertThat(reader.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String output = Files.readString(temp.resolve("output"));
      assertThat(reader.exitValue()).as(output).isZero();
      assertThat(output)
          .contains("\"publishedVersion\":1")
          .contains("\"correlationKeys\":[\"A-1\"]")
          .contains("\"status\":\"SUCCEEDED\"")
          .contains("\"label\":\"label-A-1\"")
          .contains("RETRY_SCHEDULED")
          .doesNotContain("traceId");
    } finally {
      service.close();
      flaky.destroy();
    }
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(RepositoryFile.at("README.md")));
    while (matcher.find()) blocks.add(matcher.group(1));
    return blocks;
  }

  private PackagedService start(int port) {
    return PackagedService.start(
        temp.resolve("data"), "--port", Integer.toString(port), "--http-allow-private", "true");
  }

  private Process flakyService(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            RepositoryFile.at("docs/guide/first-workflow/FlakyService.java").toString(),
            Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("flaky.log").toFile())
        .start();
  }

  private Process reader(String script) throws IOException {
    return new ProcessBuilder("bash", "-c", script)
        .directory(temp.toFile())
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("output").toFile())
        .start();
  }
}
