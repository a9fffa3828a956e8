package dev.holdfast.bootstrap.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param hosts Spring configurations of the host application
 */
record Surroundings(
    List<Class<?>> hosts,
    Map<String, String> variables,
    Map<String, String> properties,
    PrintStream out,
    PrintStream err) {

  static Surroundings ofThisProcess(List<Class<?>> hosts, PrintStream out, PrintStream err) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name));
    }
    return new Surroundings(hosts, System.getenv(), properties, out, err);
  }
}
