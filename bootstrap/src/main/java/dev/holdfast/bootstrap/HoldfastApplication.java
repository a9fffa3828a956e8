package dev.holdfast.bootstrap;

import dev.holdfast.bootstrap.command.CommandLine;
import java.util.List;

/** The entry point: of the service as it is delivered, and of applications that bring it along. */
public final class HoldfastApplication {
  private HoldfastApplication() {}

  public static void main(String[] arguments) {
    run(arguments);
  }

  /**
   * Does what the command line says; for {@code serve} it returns when the service takes requests,
   * for everything else the process ends.
   *
   * @param hosts Spring configurations of the host application; all their beans of type {@code
   *     Action} can be called by definitions
   */
  public static void run(String[] arguments, Class<?>... hosts) {
    int code = new CommandLine(List.of(hosts), System.out, System.err).run(List.of(arguments));
    if (code != CommandLine.RUNNING) System.exit(code);
  }
}
