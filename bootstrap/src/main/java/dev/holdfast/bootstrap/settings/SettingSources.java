package dev.holdfast.bootstrap.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers the given values of all settings, and refuses names that mean nothing. */
public final class SettingSources {
  private static final String VARIABLE_PREFIX = "HOLDFAST_";
  private static final String TEST_PREFIX = "HOLDFAST_TEST_";

  /** Read by the launcher alone. */
  private static final String LAUNCHER = "HOLDFAST_JAVA_OPTS";

  private static final String PROPERTY_PREFIX = "holdfast.";

  private SettingSources() {}

  /**
   * @param flags the command line without the command, such as {@code --port 0} or {@code --port=0}
   * @param variables of the environment; others than ours are left alone
   * @param properties of the JVM; others than ours are left alone
   * @throws SettingInvalid for a name or a flag that means nothing
   */
  public static Map<Setting, String> gather(
      List<String> flags, Map<String, String> variables, Map<String, String> properties) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
      if (property.getKey().startsWith(PROPERTY_PREFIX)) {
        given.put(named(property.getKey(), Setting::property), property.getValue());
      }
    }
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      boolean ours = name.startsWith(VARIABLE_PREFIX) && !name.equals(LAUNCHER);
      if (ours && !name.startsWith(TEST_PREFIX)) {
        given.put(named(name, Setting::variable), variable.getValue());
      }
    }
    given.putAll(ofFlags(flags));
    return given;
  }

  private static Map<Setting, String> ofFlags(List<String> flags) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      if (!name.startsWith("--")) throw new SettingInvalid("expected a flag, but got " + flag);
      Setting setting = named(name, Setting::flag);
      if (equals < 0 && i + 1 == flags.size()) {
        throw new SettingInvalid("expected a value after " + name);
      }
      given.put(setting, equals < 0 ? flags.get(++i) : flag.substring(equals + 1));
    }
    return given;
  }

  private static Setting named(String name, Function<Setting, String> form) {
    List<String> names = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (form.apply(setting).equals(name)) return setting;
      names.add(form.apply(setting));
    }
    String later = LaterSetting.refusal(name);
    if (later != null) throw new SettingInvalid(later);
    String nearest = nearest(name, names);
    throw new SettingInvalid(
        "unknown setting "
            + name
            + (nearest == null ? "" : ", did you mean " + nearest + "?")
            + " (./holdfast --help lists all)");
  }

  private static @Nullable String nearest(String name, List<String> names) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : names) {
      int distance = distance(name, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** Levenshtein's edit distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
