package dev.holdfast.adapter.temporal.connection;

import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.grpc.Context;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Temporal. Opening it waits for nothing. Thread-safe. */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration QUERY = Duration.ofSeconds(2);
  private static final Duration ASKING = Duration.ofSeconds(2);

  private final TestServer.@Nullable InProcessTestServer own;
  private final Scope meters;
  private final String target;
  private final String namespace;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("temporal-deadlines").unstarted(task));

  private Connection(
      TestServer.@Nullable InProcessTestServer own,
      Scope meters,
      WorkflowServiceStubs stubs,
      TemporalSettings settings) {
    // Hardly a deadline is ever met.
    deadlines.setRemoveOnCancelPolicy(true);
    this.own = own;
    this.meters = meters;
    this.target = settings.target() == null ? "this process" : settings.target();
    this.namespace = settings.namespace();
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
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setRpcQueryTimeout(QUERY);
    TestServer.InProcessTestServer own = settings.target() == null ? forgetful() : null;
    if (own == null) address(options, settings);
    else options.setChannel(own.getChannel());
    Scope meters = SdkMeters.scope();
    options.setMetricsScope(meters);
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options.build());
    return new Connection(own, meters, stubs, settings);
  }

  private static TestServer.InProcessTestServer forgetful() {
    LOG.warn(
        "THIS INSTALLATION KEEPS NOTHING: without holdfast.temporal.target its runs live in a"
            + " Temporal server inside this process, and are lost with it");
    return TestServer.createServer(true);
  }

  private static void address(
      WorkflowServiceStubsOptions.Builder options, TemporalSettings settings) {
    options.setTarget(settings.target());
    TemporalSettings.Tls tls = settings.tls();
    if (tls != null) TlsContexts.secure(options, tls);
    String apiKey = settings.apiKey();
    if (apiKey != null) options.addApiKey(() -> apiKey);
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
   * @return null when all is well
   */
  public @Nullable Outage outage() {
    DescribeNamespaceRequest request =
        DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build();
    try {
      within(ASKING, () -> stubs.blockingStub().describeNamespace(request));
      return null;
    } catch (Exception e) {
      LOG.debug("Temporal at {}", target, e);
      return Outage.of(e, target, namespace);
    }
  }

  /** Whether its server lives in this process, and forgets everything with it. */
  public boolean isForgetful() {
    return own != null;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    closeMeters();
    if (own != null) own.close();
    // What is cancelled above still ends there.
    deadlines.shutdown();
  }

  private void closeMeters() {
    try {
      meters.close();
    } catch (ScopeCloseException e) {
      LOG.warn("the last of the SDK's metrics are lost: {}", e.getMessage());
    }
  }
}
