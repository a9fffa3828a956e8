package dev.holdfast.adapter.temporal.connection;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the EE runtime works.
 *
 * @param target {@code host:port}; null starts a server in this process that keeps nothing
 * @param namespace must exist
 * @param taskQueue shared by all workers of an installation
 * @param tls how to reach the target safely; null for plain text
 * @param apiKey sent with every request; null for none
 * @param encryptionKeys the first encrypts payloads, all decrypt them; empty for none
 * @param compressAbove bytes from which payloads are compressed
 * @param handOverAbove events of a history after which a run continues as new; 0 leaves it to the
 *     server
 * @param tellEvery turns of a run after which the database is told though calls are in flight; 1
 *     tells of every turn
 * @param ownTimers false when all ticks come from outside, for tests on a virtual clock
 * @param heartbeat after which a silent worker counts as lost; 1 s at least
 * @param cancelsCalls false for a server that cannot cancel a call while it ends, as the SDK's own
 *     (github.com/temporalio/sdk-java/issues/2391, its run never goes on): calls then ask their run
 *     whether it still waits for them
 * @param concurrentCalls of this worker; further ones wait
 * @param cachedRuns that this worker keeps in memory
 * @param patience how long a caller waits for Temporal; under 10 s
 */
public record TemporalSettings(
    @Nullable String target,
    String namespace,
    String taskQueue,
    @Nullable Tls tls,
    @Nullable String apiKey,
    List<EncryptionKey> encryptionKeys,
    int compressAbove,
    int handOverAbove,
    int tellEvery,
    boolean ownTimers,
    Duration heartbeat,
    boolean cancelsCalls,
    int concurrentCalls,
    int cachedRuns,
    Duration patience) {
  /** An event or two do not make a generation. */
  private static final int SHORTEST_HISTORY = 6;

  public TemporalSettings {
    encryptionKeys = List.copyOf(encryptionKeys);
    if (handOverAbove != 0 && handOverAbove < SHORTEST_HISTORY) {
      throw new IllegalArgumentException(
          "expected " + SHORTEST_HISTORY + " events at least, but " + handOverAbove);
    }
    if (tellEvery < 1) throw new IllegalArgumentException("expected 1 turn, but " + tellEvery);
    if (heartbeat.toMillis() < 1_000) {
      throw new IllegalArgumentException("expected a heartbeat of 1 s at least, but " + heartbeat);
    }
    if (patience.toMillis() < 100 || patience.toSeconds() >= 10) {
      throw new IllegalArgumentException("expected 0.1 to 10 s of patience, but " + patience);
    }
  }

  /**
   * @param certificate path of this client's certificate (PEM); null for none
   * @param key path of its key
   * @param authorities path of what the server's certificate is checked against; null for the JDK's
   */
  public record Tls(
      @Nullable String certificate, @Nullable String key, @Nullable String authorities) {}

  /** Everything as usual, on a server in this process. */
  public static TemporalSettings usual() {
    return read(name -> null);
  }

  /**
   * @param settings a setting's text by its full name; null where it is not given
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  public static TemporalSettings read(Function<String, @Nullable String> settings) {
    Texts texts = new Texts(settings);
    String keys = texts.text("encryption-key");
    String target = texts.text("target");
    return new TemporalSettings(
        target,
        texts.text("namespace", "default"),
        texts.text("task-queue", "holdfast"),
        texts.tls(),
        texts.text("api-key"),
        keys == null ? List.of() : EncryptionKey.all(keys),
        texts.number("compress-above", 4_096),
        texts.number("hand-over-above", 0),
        texts.number("tell-every", 5),
        texts.flag("own-timers", true),
        Duration.ofMillis(texts.number("heartbeat-ms", 10_000)),
        texts.flag("cancels-calls", target != null),
        texts.number("concurrent-calls", 200),
        texts.number("cached-runs", texts.workerConcurrency(2_000)),
        Duration.ofMillis(texts.number("patience-ms", 8_000)));
  }
}
