package dev.holdfast.bootstrap.command;

import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.SettingSources;
import dev.holdfast.bootstrap.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a command line, sorted: options of the command itself, settings, and everything else
 * in its order.
 */
final class Words {
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();

  private Words() {}

  /**
   * @param options names of the command's own options that take a value
   * @param switches names of those that take none
   * @throws UsageRefused when an option lacks its value
   */
  static Words sort(List<String> words, List<String> options, List<String> switches) {
    Words sorted = new Words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (switches.contains(word)) {
        sorted.options.put(word, "");
      } else if (!word.startsWith("--")) {
        sorted.plain.add(word);
      } else if (equals < 0 && i + 1 == words.size()) {
        throw new UsageRefused("expected a value after " + word);
      } else {
        String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
        if (options.contains(name)) sorted.options.put(name, value);
        else sorted.flags.addAll(List.of(name, value));
      }
    }
    return sorted;
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  @Nullable String option(String name) {
    return options.get(name);
  }

  String option(String name, String whenAbsent) {
    return options.getOrDefault(name, whenAbsent);
  }

  /** What is neither an option nor a setting. */
  List<String> plain() {
    return List.copyOf(plain);
  }

  /**
   * @throws UsageRefused when there are such words
   */
  void expectNoPlain() {
    if (!plain.isEmpty()) throw new UsageRefused("expected no argument " + plain.getFirst());
  }

  /**
   * The settings in force.
   *
   * @throws dev.holdfast.bootstrap.settings.SettingInvalid when one cannot be used
   */
  Settings settings(Map<String, String> variables, Map<String, String> properties) {
    Map<Setting, String> given = SettingSources.gather(flags, variables, properties);
    return Settings.of(given);
  }
}
