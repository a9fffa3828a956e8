package dev.holdfast.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingSourcesTest {
  @Test
  void a_flag_beats_a_variable_and_a_variable_beats_a_property() {
    assertThat(
            SettingSources.gather(
                List.of("--port", "1"),
                Map.of("HOLDFAST_PORT", "2", "HOLDFAST_BIND", "b"),
                Map.of("holdfast.port", "3", "holdfast.bind", "c", "holdfast.log", "json")))
        .containsEntry(Setting.PORT, "1")
        .containsEntry(Setting.BIND, "b")
        .containsEntry(Setting.LOG, "json");
  }

  @Test
  void a_flag_may_carry_its_value_after_an_equals_sign() {
    assertThat(SettingSources.gather(List.of("--data=/x=y"), Map.of(), Map.of()))
        .containsEntry(Setting.DATA, "/x=y");
  }

  @ParameterizedTest
  @EnumSource
  void every_setting_can_be_given_in_all_three_ways(Setting setting) {
    assertThat(SettingSources.gather(List.of(setting.flag(), "v"), Map.of(), Map.of()))
        .containsEntry(setting, "v");
    assertThat(SettingSources.gather(List.of(), Map.of(setting.variable(), "v"), Map.of()))
        .containsEntry(setting, "v");
    assertThat(SettingSources.gather(List.of(), Map.of(), Map.of(setting.property(), "v")))
        .containsEntry(setting, "v");
  }

  @Test
  void unknown_names_are_refused_with_the_nearest_known_one() {
    assertThatThrownBy(() -> SettingSources.gather(List.of("--prot", "1"), Map.of(), Map.of()))
        .isInstanceOf(SettingInvalid.class)
        .hasMessageContaining("--prot")
        .hasMessageContaining("did you mean --port?");
    assertThatThrownBy(
            () -> SettingSources.gather(List.of(), Map.of("HOLDFAST_WORKER_LEESE", "1s"), Map.of()))
        .hasMessageContaining("HOLDFAST_WORKER_LEASE");
    assertThatThrownBy(
            () -> SettingSources.gather(List.of(), Map.of(), Map.of("holdfast.nonsense", "1")))
        .hasMessageContaining("holdfast.nonsense");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOLDFAST_AUTH_JWT_ISSUER", "HOLDFAST_SLA_FALLBACK"})
  void what_a_later_version_will_have_is_refused_by_name(String variable) {
    assertThatThrownBy(() -> SettingSources.gather(List.of(), Map.of(variable, "x"), Map.of()))
        .isInstanceOf(SettingInvalid.class)
        .hasMessageContaining("the setting " + variable + " comes with a later version")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void a_flag_of_a_later_version_is_refused_by_name_too() {
    assertThatThrownBy(
            () -> SettingSources.gather(List.of("--sla-fallback", "ce"), Map.of(), Map.of()))
        .hasMessageContaining("the setting --sla-fallback comes with a later version");
    assertThatThrownBy(() -> SettingSources.gather(List.of("--tempo", "x"), Map.of(), Map.of()))
        .hasMessageContaining("unknown setting --tempo");
  }

  @Test
  void what_is_not_ours_is_left_alone() {
    assertThat(
            SettingSources.gather(
                List.of(),
                Map.of("PATH", "/bin", "HOLDFAST_TEST_X", "1", "HOLDFAST_JAVA_OPTS", "-Xmx1g"),
                Map.of("java.home", "/j")))
        .isEmpty();
  }

  @Test
  void a_flag_without_its_value_is_refused() {
    assertThatThrownBy(() -> SettingSources.gather(List.of("--port"), Map.of(), Map.of()))
        .hasMessageContaining("value after --port");
    assertThatThrownBy(() -> SettingSources.gather(List.of("port"), Map.of(), Map.of()))
        .hasMessageContaining("expected a flag");
  }

  @Test
  void without_anything_given_the_defaults_hold() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.databaseUrl()).isNull();
    assertThat(settings.workerLease()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.httpAllowPrivate()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "x", "", "1e3"})
  void a_port_that_is_none_is_refused(String port) {
    assertThatThrownBy(() -> Settings.of(Map.of(Setting.PORT, port)))
        .isInstanceOf(SettingInvalid.class)
        .hasMessageContaining("--port")
        .hasMessageContaining("HOLDFAST_PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2s", "11m", "15", "s", "-5s", "15 s"})
  void a_lease_that_is_none_is_refused(String lease) {
    assertThatThrownBy(() -> Settings.of(Map.of(Setting.WORKER_LEASE, lease)))
        .isInstanceOf(SettingInvalid.class);
  }

  @Test
  void the_bounds_of_a_lease_are_leases() {
    assertThat(Settings.of(Map.of(Setting.WORKER_LEASE, "3s")).workerLease())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(Settings.of(Map.of(Setting.WORKER_LEASE, "10m")).workerLease())
        .isEqualTo(Duration.ofMinutes(10));
  }
}
