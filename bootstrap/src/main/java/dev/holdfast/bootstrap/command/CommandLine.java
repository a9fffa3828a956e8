package dev.holdfast.bootstrap.command;

import dev.holdfast.bootstrap.health.ProductVersion;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.logging.Logging;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.SettingInvalid;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.PrintStream;
import java.util.List;

/** Does what a command line says. */
public final class CommandLine {
  /** The service runs on; the process shall not end. */
  public static final int RUNNING = -1;

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private final Surroundings around;

  /**
   * @param hosts Spring configurations of the host application
   */
  public CommandLine(List<Class<?>> hosts, PrintStream out, PrintStream err) {
    this(Surroundings.ofThisProcess(hosts, out, err));
  }

  CommandLine(Surroundings around) {
    this.around = around;
  }

  /**
   * @param arguments without the program's name
   * @return the exit code of the process, or {@link #RUNNING}
   */
  public int run(List<String> arguments) {
    try {
      Verb verb = Verb.of(arguments);
      boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
      List<String> rest = named ? arguments.subList(verb.length(), arguments.size()) : arguments;
      return run(verb, rest);
    } catch (UsageRefused | SettingInvalid e) {
      return refuse(e, MISUSED);
    } catch (StartRefused e) {
      return refuse(e, FAILED);
    }
  }

  private int refuse(RuntimeException reason, int code) {
    // In one line, whatever a library had to say.
    String message = String.valueOf(reason.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
    around.err().println("holdfast: " + message);
    return code;
  }

  private int run(Verb verb, List<String> words) {
    if (verb != Verb.SERVE) Logging.QUIET.use();
    return switch (verb) {
      case SERVE -> serve(words);
      case VALIDATE -> new Validate(around).run(words);
      case API_KEY_CREATE -> new ApiKeyCommands(around).create(words);
      case API_KEY_LIST -> new ApiKeyCommands(around).list(words);
      case API_KEY_REVOKE -> new ApiKeyCommands(around).revoke(words);
      case MIGRATE -> new Migrate(around).run(words);
      case RECONCILE -> new Reconcile(around).run(words);
      case DOCTOR -> new Doctor(around).run(words);
      case HELP -> {
        around.out().print(Help.text());
        yield DONE;
      }
      case VERSION -> {
        around.out().println("holdfast " + ProductVersion.text());
        yield DONE;
      }
    };
  }

  private int serve(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    sorted.expectNoPlain();
    Settings settings = sorted.settings(around.variables(), around.properties());
    (settings.logJson() ? Logging.JSON : Logging.TEXT).use();
    Service service = Service.start(settings, around.hosts());
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    return RUNNING;
  }
}
