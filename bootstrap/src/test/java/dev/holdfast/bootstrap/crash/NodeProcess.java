package dev.holdfast.bootstrap.crash;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A {@link CrashNode} in a process of its own. */
final class NodeProcess implements Door, AutoCloseable {
  private static final long ANSWER_SECONDS = 30;

  private final Process process;
  private final Writer orders;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Map<String, @Nullable Object>>> asked =
      new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private NodeProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  static NodeProcess begin(List<String> command) {
    try {
      NodeProcess node =
          new NodeProcess(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      // Virtual threads that wait for a pipe hold their carriers: two of them, on two cores, may
      // stop every virtual thread here, and with them the effects that all runs wait for.
      Thread.ofPlatform().daemon().start(node::listen);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @return false when it died before it was ready
   */
  boolean awaitReady() {
    try {
      return ready.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("expected a node to be ready", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void listen() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        // A dying process may leave half a line.
        if (!line.endsWith("}")) break;
        Map<String, @Nullable Object> answer = Json.objectOf(new JacksonJsonText().parse(line));
        if (answer.get("id") instanceof Long id) {
          CompletableFuture<Map<String, @Nullable Object>> waiting = asked.remove(id);
          if (waiting != null) waiting.complete(answer);
        } else {
          ready.complete(true);
        }
      }
    } catch (IOException gone) {
      // The end of the stream says the same.
    }
    ready.complete(false);
    lose();
  }

  private void lose() {
    asked.values().forEach(waiting -> waiting.completeExceptionally(new Lost("the node died")));
  }

  private @Nullable Object ask(String what, Map<String, ? extends @Nullable Object> more) {
    long id = ids.incrementAndGet();
    Map<String, @Nullable Object> order = new LinkedHashMap<>(more);
    order.put("id", id);
    order.put("do", what);
    CompletableFuture<Map<String, @Nullable Object>> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      synchronized (orders) {
        orders.write(Json.text(order) + "\n");
        orders.flush();
      }
      if (!process.isAlive()) lose();
      Map<String, @Nullable Object> answered = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      Object failure = answered.get("failure");
      // What failed is asked again, like what was lost.
      if (failure != null) throw new Lost(String.valueOf(failure));
      return answered.get("value");
    } catch (IOException | ExecutionException e) {
      throw new Lost(String.valueOf(e));
    } catch (TimeoutException e) {
      throw new Lost("no answer to " + what + " within " + ANSWER_SECONDS + " s");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void define(String key, Map<String, @Nullable Object> definition) {
    ask("define", Map.of("key", key, "definition", definition));
  }

  @Override
  public String start(String workflow, Map<String, @Nullable Object> payload, String key) {
    return String.valueOf(
        ask("start", Map.of("workflow", workflow, "payload", payload, "key", key)));
  }

  @Override
  public void event(String name, String correlationKey, String eventId) {
    ask("event", Map.of("name", name, "key", correlationKey, "eventId", eventId));
  }

  @Override
  public void callback(String token) {
    ask("callback", Map.of("token", token));
  }

  @Override
  public void cancel(String runId) {
    ask("cancel", Map.of("runId", runId));
  }

  @Override
  public Map<String, @Nullable Object> run(String runId) {
    return Json.objectOf(ask("run", Map.of("runId", runId)));
  }

  @Override
  public List<@Nullable Object> errors(String runId) {
    return Objects.requireNonNull(Json.asList(ask("errors", Map.of("runId", runId))));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its death; false when it still lives after that time. */
  boolean diesWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void kill() {
    process.destroyForcibly();
    diesWithin(30_000);
  }

  /** Lets it leave in good order. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException gone) {
      // It had left already.
    }
    if (!diesWithin(60_000)) kill();
  }
}
