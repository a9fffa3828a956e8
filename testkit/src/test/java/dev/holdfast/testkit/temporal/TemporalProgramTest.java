package dev.holdfast.testkit.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalProgramTest {
  @TempDir Path folder;

  @Test
  void a_program_that_is_no_server_is_told_at_once() throws Exception {
    Path program = program("exit 3");
    assertThatThrownBy(() -> TemporalProgram.start(program, List.of()))
        .hasMessageContaining("but it ended: 3");
  }

  /** A stand-in that listens where it is told to, so that this runs where no server is. */
  @Test
  void a_server_is_there_when_it_has_started_and_gone_when_it_is_closed() throws Exception {
    Path listener = folder.resolve("Listener.java");
    Files.writeString(
        listener,
        """
        void main(String[] arguments) throws Exception {
          var port = Integer.parseInt(arguments[List.of(arguments).indexOf("--port") + 1]);
          try (var socket = new java.net.ServerSocket(port)) {
            while (true) socket.accept().close();
          }
        }
        """);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path program = program("exec '" + java + "' '" + listener + "' \"$@\"");
    int port;
    try (TemporalProgram server = TemporalProgram.start(program, List.of("some.limit=2"))) {
      assertThat(server.target()).startsWith("127.0.0.1:");
      port = Integer.parseInt(server.target().substring("127.0.0.1:".length()));
      new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  private Path program(String line) throws Exception {
    Path program = folder.resolve("temporal");
    Files.writeString(program, "#!/bin/sh\n" + line + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
