package dev.holdfast.adapter.temporal.connection;

import io.grpc.Context;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Temporal. Opening it waits for nothing. Thread-safe. */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration QUERY = Duration.ofSeconds(2);
  private static final Duration ASKING = Duration.ofSeconds(2);

  private final TestServer.@Nullable InProcessTestServer own;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("temporal-deadlines").unstarted(task));

  private Connection(
      TestServer.@Nullable InProcessTestServer own,
      WorkflowServiceStubs stubs,
      TemporalSettings settings) {
    this.own = own;
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(settings.namespace())
                .setDataConverter(Converters.of(settings))
                .build());
  }

  public static Connection open(TemporalSettings settings) {
    String target = settings.target();
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setRpcQueryTimeout(QUERY);
    if (target == null) {
      LOG.warn(
          "THIS INSTALLATION KEEPS NOTHING: without holdfast.temporal.target its runs live in a"
              + " Temporal server inside this process, and are lost with it");
      TestServer.InProcessTestServer own = TestServer.createServer(true);
      options.setChannel(own.getChannel());
      return new Connection(own, WorkflowServiceStubs.newServiceStubs(options.build()), settings);
    }
    options.setTarget(target);
    if (settings.tls() != null) secure(options, settings.tls());
    String apiKey = settings.apiKey();
    if (apiKey != null) options.addApiKey(() -> apiKey);
    return new Connection(null, WorkflowServiceStubs.newServiceStubs(options.build()), settings);
  }

  private static void secure(
      WorkflowServiceStubsOptions.Builder options, TemporalSettings.Tls tls) {
    if (tls.certificate() == null && tls.authorities() == null) {
      options.setEnableHttps(true);
      return;
    }
    try (InputStream certificate = stream(tls.certificate());
        InputStream key = stream(tls.key())) {
      SimpleSslContextBuilder builder =
          certificate == null || key == null
              ? SimpleSslContextBuilder.noKeyOrCertChain()
              : SimpleSslContextBuilder.forPKCS8(certificate, key);
      if (tls.authorities() != null) builder.setTrustManager(trusting(tls.authorities()));
      options.setSslContext(builder.build());
    } catch (SSLException e) {
      throw new IllegalArgumentException("expected certificate and key of holdfast.temporal", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrustManager trusting(String authorities) throws IOException {
    try (InputStream in = new FileInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, one);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("expected certificates in " + authorities, e);
    }
  }

  private static @Nullable InputStream stream(@Nullable String path) throws IOException {
    return path == null ? null : new FileInputStream(path);
  }

  public WorkflowClient client() {
    return client;
  }

  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  /** Calls Temporal, and stops trying when patience is at an end. */
  public <T> T within(Duration patience, Callable<T> call) throws Exception {
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS, deadlines);
    try {
      return context.call(call);
    } finally {
      context.cancel(null);
    }
  }

  /**
   * Asks whether Temporal is there, and the namespace in it.
   *
   * @throws Exception when not
   */
  public void ask(String namespace) throws Exception {
    DescribeNamespaceRequest request =
        DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build();
    within(ASKING, () -> stubs.blockingStub().describeNamespace(request));
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    if (own != null) own.close();
    // What is cancelled above still ends there.
    deadlines.shutdown();
  }
}
