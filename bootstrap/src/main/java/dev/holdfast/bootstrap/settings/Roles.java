package dev.holdfast.bootstrap.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What a node does.
 *
 * @param api takes requests
 * @param worker carries runs out
 * @param scheduler looks for what is due, was left lying, or lost its node
 */
public record Roles(boolean api, boolean worker, boolean scheduler) {
  private static final List<String> WORDS = List.of("api", "worker", "scheduler");

  static Roles of(String text) {
    List<String> given = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      String role = word.strip();
      if (!WORDS.contains(role)) {
        throw new SettingInvalid(
            "expected %s to be a list of %s, but got \"%s\""
                .formatted(Setting.ROLES.names(), String.join(", ", WORDS), text));
      }
      given.add(role);
    }
    return new Roles(given.contains("api"), given.contains("worker"), given.contains("scheduler"));
  }

  public boolean all() {
    return api && worker && scheduler;
  }
}
