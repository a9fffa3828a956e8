package dev.holdfast.bootstrap.serve;

import dev.holdfast.bootstrap.settings.Settings;

/** The address to print: one that can be used on this machine. */
final class WebAddress {
  private WebAddress() {}

  static String of(Settings settings, int port) {
    String host =
        switch (settings.bind()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        };
    return "http://" + host + ":" + port;
  }
}
