package dev.holdfast.benchmarks.load;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** DBOS Transact for Java, doing the same work on the same database. */
final class DbosPeer implements AutoCloseable {
  private static final String TOPIC = "go";

  private final DBOS dbos;
  private final Flows flows;

  DbosPeer(String url, String user, String password) {
    dbos =
        new DBOS(
            DBOSConfig.defaults("peer")
                .withDatabaseUrl(url)
                .withDbUser(user)
                .withDbPassword(password)
                .withAppVersion("benchmark"));
    flows = dbos.registerProxy(Flows.class, new RegisteredFlows(dbos));
    dbos.launch();
  }

  /** What is registered with DBOS; it needs an interface. */
  public interface Flows {
    long threeSteps();

    String waitForEvent();
  }

  /** Three side effects of no work, and a wait. */
  public static final class RegisteredFlows implements Flows {
    private final DBOS dbos;
    private final AtomicLong effects = new AtomicLong();

    RegisteredFlows(DBOS dbos) {
      this.dbos = dbos;
    }

    @Override
    @Workflow
    public long threeSteps() {
      dbos.runStep(effects::incrementAndGet, "one");
      dbos.runStep(effects::incrementAndGet, "two");
      return dbos.runStep(effects::incrementAndGet, "three");
    }

    @Override
    @Workflow
    public String waitForEvent() {
      return dbos.<String>recv(TOPIC, Duration.ofHours(1)).orElseThrow();
    }
  }

  Workload threeActions() {
    return new Workload() {
      @Override
      public String name() {
        return "DBOS Transact: three steps";
      }

      @Override
      public void prepare(int operations) {}

      @Override
      public void once() {
        WorkflowHandle<Long, RuntimeException> handle = dbos.startWorkflow(flows::threeSteps);
        handle.getResult();
      }
    };
  }

  Workload waitThenEvent() {
    Queue<WorkflowHandle<String, RuntimeException>> waiting = new ConcurrentLinkedQueue<>();
    return new Workload() {
      @Override
      public String name() {
        return "DBOS Transact: wait, then event";
      }

      @Override
      public void prepare(int operations) {
        for (int i = 0; i < operations; i++) {
          String id = UUID.randomUUID().toString();
          waiting.add(dbos.startWorkflow(flows::waitForEvent, new StartWorkflowOptions(id)));
        }
      }

      @Override
      public void once() {
        WorkflowHandle<String, RuntimeException> handle = waiting.remove();
        dbos.send(handle.workflowId(), "x", TOPIC);
        handle.getResult();
      }
    };
  }

  @Override
  public void close() {
    dbos.close();
  }
}
