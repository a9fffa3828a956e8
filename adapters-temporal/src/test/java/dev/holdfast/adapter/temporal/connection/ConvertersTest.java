package dev.holdfast.adapter.temporal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvertersTest {
  private static final byte[] SECRET =
      "the secret words".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  private static String key(String id, int fill) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) fill);
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  private static DataConverter with(String keys) {
    return Converters.of(
        TemporalSettings.read(Map.of("holdfast.temporal.encryption-key", keys)::get));
  }

  private static byte[] read(DataConverter converter, Payload payload) {
    return converter.fromPayload(payload, byte[].class, byte[].class);
  }

  @Test
  void large_payloads_are_compressed_and_come_back() {
    DataConverter converter = Converters.of(TemporalSettings.usual());
    Payload payload = converter.toPayload(SECRET).orElseThrow();
    assertThat(payload.getData().size()).isLessThan(SECRET.length / 10);
    assertThat(read(converter, payload)).isEqualTo(SECRET);
  }

  @Test
  void small_payloads_stay_as_they_are() {
    byte[] small = {1, 2, 3};
    Payload payload = Converters.of(TemporalSettings.usual()).toPayload(small).orElseThrow();
    assertThat(payload.getData().toByteArray()).isEqualTo(small);
  }

  @Test
  void encrypted_payloads_show_nothing_and_come_back() {
    DataConverter converter = with(key("one", 1));
    Payload payload = converter.toPayload("a word".getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(payload.toByteString().toString(StandardCharsets.ISO_8859_1))
        .doesNotContain("a word")
        .contains("one");
    assertThat(read(converter, payload)).isEqualTo("a word".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_older_key_still_decrypts_and_an_unknown_one_does_not() {
    Payload payload = with(key("old", 1)).toPayload(SECRET).orElseThrow();
    assertThat(read(with(key("new", 2) + "," + key("old", 1)), payload)).isEqualTo(SECRET);
    assertThatThrownBy(() -> read(with(key("new", 2)), payload)).hasMessageContaining("old");
  }

  @Test
  void a_payload_that_was_changed_is_refused() {
    DataConverter converter = with(key("one", 1));
    Payload payload = converter.toPayload(SECRET).orElseThrow();
    byte[] bytes = payload.getData().toByteArray();
    bytes[bytes.length - 1] ^= 1;
    Payload changed =
        payload.toBuilder().setData(com.google.protobuf.ByteString.copyFrom(bytes)).build();
    assertThatThrownBy(() -> read(converter, changed)).isInstanceOf(RuntimeException.class);
  }
}
