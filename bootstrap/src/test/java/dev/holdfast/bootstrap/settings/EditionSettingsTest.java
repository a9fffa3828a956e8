package dev.holdfast.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set of editions, Temporal and roles, and what cannot go together. */
class EditionSettingsTest {
  private static final String URL = "jdbc:postgresql://db/holdfast";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final Map<Setting, String> given = new EnumMap<>(Setting.class);

  private EditionSettingsTest with(Setting setting, String value) {
    given.put(setting, value);
    return this;
  }

  private Settings settings() {
    return Settings.of(given);
  }

  private void refused(String... words) {
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingInvalid.class)
        .message()
        .contains(words)
        .doesNotContain("\n");
  }

  @Test
  void by_default_a_node_does_everything_on_postgresql() {
    assertThat(settings().edition()).isEqualTo(Edition.CE);
    assertThat(settings().roles()).isEqualTo(new Roles(true, true, true));
    assertThat(settings().temporal().given()).isEmpty();
  }

  @Test
  void an_unknown_edition_is_refused() {
    with(Setting.EDITION, "xe").refused("--edition", "one of ce, ee");
  }

  @Test
  void roles_are_a_list_in_any_order() {
    with(Setting.DATABASE_URL, URL).with(Setting.ROLES, "scheduler, worker");
    assertThat(settings().roles()).isEqualTo(new Roles(false, true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api,", "web", "api worker"})
  void roles_that_are_none_are_refused(String roles) {
    with(Setting.DATABASE_URL, URL).with(Setting.ROLES, roles).refused("--roles", "scheduler");
  }

  @Test
  void roles_apart_need_a_database_that_others_reach() {
    with(Setting.ROLES, "api").refused("--roles (HOLDFAST_ROLES)", "--database-url");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "TEMPORAL_.*")
  void edition_ce_takes_no_setting_of_temporal(Setting setting) {
    with(setting, "x").refused(setting.flag(), "--edition ee");
  }

  @Test
  void edition_ee_without_a_server_needs_all_roles() {
    assertThat(with(Setting.EDITION, "ee").settings().edition()).isEqualTo(Edition.EE);
    with(Setting.DATABASE_URL, URL).with(Setting.ROLES, "api").refused("--temporal", "--roles");
  }

  @Test
  void how_to_reach_a_server_means_nothing_without_one() {
    with(Setting.EDITION, "ee")
        .with(Setting.TEMPORAL_NAMESPACE, "n")
        .refused("--temporal-namespace (HOLDFAST_TEMPORAL_NAMESPACE) needs --temporal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:", ":7233", "http://host:7233", "host:port"})
  void a_server_is_a_host_and_a_port(String target) {
    with(Setting.EDITION, "ee").with(Setting.TEMPORAL_TARGET, target).refused("host:port");
  }

  @Test
  void what_is_given_for_the_server_reaches_the_engine_by_its_full_name(@TempDir Path folder)
      throws Exception {
    String file = Files.createFile(folder.resolve("pem")).toString();
    with(Setting.EDITION, "ee")
        .with(Setting.TEMPORAL_TARGET, "host:7233")
        .with(Setting.TEMPORAL_NAMESPACE, "n")
        .with(Setting.TEMPORAL_TASK_QUEUE, "q")
        .with(Setting.TEMPORAL_TLS, "true")
        .with(Setting.TEMPORAL_TLS_AUTHORITIES, file)
        .with(Setting.TEMPORAL_TLS_CERTIFICATE, file)
        .with(Setting.TEMPORAL_TLS_KEY, file)
        .with(Setting.TEMPORAL_API_KEY, "k")
        .with(Setting.TEMPORAL_ENCRYPTION_KEY, "a:" + KEY + ",b:" + KEY);
    TemporalSettings temporal = settings().temporal();
    assertThat(temporal.text("holdfast.temporal.target")).isEqualTo("host:7233");
    assertThat(temporal.text("holdfast.temporal.tls-certificate")).isEqualTo(file);
    assertThat(temporal.text("holdfast.temporal.hold-above")).isNull();
    assertThat(temporal.given()).hasSize(9);
  }

  private EditionSettingsTest server() {
    return with(Setting.EDITION, "ee").with(Setting.TEMPORAL_TARGET, "host:7233");
  }

  @Test
  void an_api_key_never_travels_in_the_open() {
    server().with(Setting.TEMPORAL_API_KEY, "secret").refused("--temporal-tls true");
  }

  @Test
  void files_need_tls_and_a_certificate_its_key(@TempDir Path folder) throws Exception {
    String file = Files.createFile(folder.resolve("pem")).toString();
    server()
        .with(Setting.TEMPORAL_TLS_CERTIFICATE, file)
        .refused(
            "--temporal-tls-certificate (HOLDFAST_TEMPORAL_TLS_CERTIFICATE)"
                + " needs --temporal-tls true");
    with(Setting.TEMPORAL_TLS, "true").refused("--temporal-tls-key", "need each other");
    with(Setting.TEMPORAL_TLS_KEY, file + "x")
        .refused("--temporal-tls-key (HOLDFAST_TEMPORAL_TLS_KEY) cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:b", ":AAAA", "a:AAAA"})
  void an_encryption_key_that_is_none_is_refused_and_not_shown(String key) {
    server().with(Setting.TEMPORAL_ENCRYPTION_KEY, key);
    assertThatThrownBy(this::settings)
        .hasMessageContaining("--temporal-encryption-key")
        .hasMessageNotContaining("\"" + key);
  }

  @Test
  void an_id_names_one_encryption_key() {
    server()
        .with(Setting.TEMPORAL_ENCRYPTION_KEY, "a:" + KEY + ",a:" + KEY)
        .refused("--temporal-encryption-key");
  }
}
