package dev.holdfast.bootstrap.serve;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.settings.SettingInvalid;
import dev.holdfast.bootstrap.settings.Settings;
import java.net.BindException;
import java.net.UnknownHostException;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the wired parts did not start. */
final class StartFailures {
  private StartFailures() {}

  /** The failure as somebody can act on it; our own faults come back as they are. */
  static RuntimeException explain(RuntimeException failure, Settings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case PortInUseException busy -> {
          return portInUse(settings);
        }
        case BindException cannot -> {
          return cannotBind(settings, cannot);
        }
        case UnknownHostException unknown -> {
          return cannotBind(settings, unknown);
        }
        case StartRefused refused -> {
          return refused;
        }
        case SettingInvalid invalid -> {
          return invalid;
        }
        case StoreUnavailable away -> {
          return new StartRefused(String.valueOf(away.getMessage()), failure);
        }
        default -> {}
      }
    }
    return failure;
  }

  private static StartRefused portInUse(Settings settings) {
    return new StartRefused(
        "port %d of %s is in use; choose another with --port, or --port 0 for a free one"
            .formatted(settings.port(), settings.bind()));
  }

  private static StartRefused cannotBind(Settings settings, Exception cause) {
    return new StartRefused(
        "cannot listen on %s (--bind): %s".formatted(settings.bind(), cause.getMessage()));
  }
}
