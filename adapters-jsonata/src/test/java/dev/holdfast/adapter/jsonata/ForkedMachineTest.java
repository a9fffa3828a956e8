package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same outcomes and steps on machines with another locale, zone, compiler and stack. */
@NullMarked
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ForkedMachineTest {
  @Test
  void neither_locale_nor_zone_nor_compiler_matters() throws IOException, InterruptedException {
    String committed = "digest " + Fingerprints.committed();
    assertThat(
            digest(
                List.of(
                    "-Duser.language=tr",
                    "-Duser.country=TR",
                    "-Duser.timezone=Asia/Tokyo",
                    "-XX:TieredStopAtLevel=1",
                    "-Xss2m")))
        .isEqualTo(committed);
    assertThat(
            digest(
                List.of(
                    "-Duser.language=ar",
                    "-Duser.country=EG",
                    "-Duser.extensions=u-nu-arab",
                    "-Duser.timezone=America/St_Johns",
                    "-Xshare:off")))
        .isEqualTo(committed);
  }

  private static String digest(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Fingerprints.class.getName(), "print"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().filter(line -> line.startsWith("digest ")).findFirst().orElse(printed);
  }
}
