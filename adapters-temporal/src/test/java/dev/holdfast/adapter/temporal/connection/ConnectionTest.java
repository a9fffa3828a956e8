package dev.holdfast.adapter.temporal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.Metrics;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to Temporal: safe where that is set, and clear about why it is closed. */
class ConnectionTest {
  private static final String KEY = "hf-test-api-key-0123456789";

  @TempDir Path folder;
  private Certificates own;
  private final int port = FreePort.find();

  @BeforeEach
  void makeCertificates() {
    own = Certificates.make(folder, "server");
  }

  private static Connection open(String target, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("holdfast.temporal.target", target);
    more.forEach((name, text) -> settings.put("holdfast.temporal." + name, text));
    return Connection.open(TemporalSettings.read(settings::get));
  }

  private static @Nullable String code(Connection connection) {
    Outage outage = connection.outage();
    return outage == null ? null : outage.code();
  }

  @Test
  void a_server_whose_authority_is_trusted_is_reached_and_another_is_not() throws Exception {
    Certificates other = Certificates.make(folder, "other");
    try (var server = TestServer.createPortBoundServer(port, true);
        TlsDoor door = TlsDoor.open("127.0.0.1:" + port, own, null);
        Connection trusting =
            open(door.target(), Map.of("tls-authorities", own.certificate().toString()));
        Connection wrong =
            open(door.target(), Map.of("tls-authorities", other.certificate().toString()));
        Connection anybody = open(door.target(), Map.of("tls", "true"))) {
      Await.until("it is reached", () -> trusting.outage() == null);
      assertThat(code(wrong)).isEqualTo("TEMPORAL_CERTIFICATE_UNTRUSTED");
      assertThat(code(anybody)).isEqualTo("TEMPORAL_CERTIFICATE_UNTRUSTED");
      assertThat(wrong.outage().message())
          .contains(door.target(), "holdfast.temporal.tls-authorities")
          .doesNotContain("Exception");
    }
  }

  @Test
  void a_server_that_wants_a_certificate_gets_this_nodes() throws Exception {
    Certificates node = Certificates.make(folder, "node");
    Map<String, String> safe = Map.of("tls-authorities", own.certificate().toString());
    Map<String, String> mutual = new HashMap<>(safe);
    mutual.put("tls-certificate", node.certificate().toString());
    mutual.put("tls-key", node.key().toString());
    try (var server = TestServer.createPortBoundServer(port, true);
        TlsDoor door = TlsDoor.open("127.0.0.1:" + port, own, node);
        Connection known = open(door.target(), mutual);
        Connection unknown = open(door.target(), safe)) {
      Await.until("it is reached", () -> known.outage() == null);
      assertThat(code(unknown)).isIn("TEMPORAL_TLS_FAILED", "TEMPORAL_UNREACHABLE");
    }
  }

  @Test
  void who_does_not_answer_or_does_not_speak_tls_is_told_apart() throws Exception {
    try (Connection nobody = open("127.0.0.1:" + port, Map.of())) {
      assertThat(nobody.outage())
          .isEqualTo(
              new Outage(
                  "TEMPORAL_UNREACHABLE",
                  "Temporal at 127.0.0.1:" + port + " cannot be reached: nobody answers there"));
    }
    try (var server = TestServer.createPortBoundServer(port, true);
        Connection safe = open("127.0.0.1:" + port, Map.of("tls", "true"))) {
      assertThat(code(safe)).isEqualTo("TEMPORAL_TLS_FAILED");
    }
  }

  @Test
  void what_measures_the_application_goes_on_when_a_connection_ends() {
    open("127.0.0.1:" + port, Map.of()).close();
    assertThat(Metrics.globalRegistry.isClosed()).isFalse();
  }

  @Test
  void the_api_key_travels_as_authorization_and_is_never_logged() throws Exception {
    List<String> shown = new CopyOnWriteArrayList<>();
    Server guarded = guarded(shown, Status.UNIMPLEMENTED);
    try (Logged log = new Logged();
        Connection connection =
            open(
                "127.0.0.1:" + guarded.getPort(),
                Map.of("api-key", KEY, "tls-authorities", own.certificate().toString()))) {
      assertThat(code(connection)).isEqualTo("TEMPORAL_UNREACHABLE");
      assertThat(shown).isNotEmpty().containsOnly("Bearer " + KEY);
      assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
    } finally {
      guarded.shutdownNow();
    }
  }

  @Test
  void a_server_that_refuses_the_key_is_named_and_the_key_is_not() throws Exception {
    Server guarded = guarded(new CopyOnWriteArrayList<>(), Status.UNAUTHENTICATED);
    try (Connection connection =
        open(
            "127.0.0.1:" + guarded.getPort(),
            Map.of("api-key", KEY, "tls-authorities", own.certificate().toString()))) {
      assertThat(code(connection)).isEqualTo("TEMPORAL_REFUSED");
      assertThat(connection.outage().message()).contains("API key").doesNotContain(KEY);
    } finally {
      guarded.shutdownNow();
    }
  }

  /** Notes what it is shown, and answers nothing but {@code status}. */
  private Server guarded(List<String> shown, Status status) throws IOException {
    Metadata.Key<String> authorization =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    ServerInterceptor guard =
        new ServerInterceptor() {
          @Override
          public <Q, A> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            shown.add(String.valueOf(headers.get(authorization)));
            call.close(status, new Metadata());
            return new ServerCall.Listener<>() {};
          }
        };
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .useTransportSecurity(own.certificate().toFile(), own.key().toFile())
        .addService(new WorkflowServiceGrpc.WorkflowServiceImplBase() {})
        .intercept(guard)
        .build()
        .start();
  }

  @Test
  void files_that_are_something_else_are_refused_by_the_name_of_their_setting() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path secret = Files.writeString(folder.resolve("secret.key"), "not-a-key-but-secret");
    assertThatThrownBy(() -> open("127.0.0.1:1", Map.of("tls-authorities", empty.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holdfast.temporal.tls-authorities");
    assertThatThrownBy(() ->
            open(
                "127.0.0.1:1",
                Map.of(
                    "tls-certificate", own.certificate().toString(), "tls-key", secret.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holdfast.temporal.tls-key")
        .hasMessageNotContaining("not-a-key-but-secret");
  }
}
