package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clustered schedules: each fires on one node of the installation at a time. They are the clock
 * for what is due far ahead, and the safety net for what a signal missed.
 */
final class Polls implements AutoCloseable {
  private static final String CLUSTER = "holdfast";
  private static final int TRIGGERS_AT_ONCE = 100;
  private static final int THREADS = 3;

  /** Longer than anything takes on a node that lives. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

  // Quartz makes the jobs itself, from their class: this is how they find their node.
  private static final Map<String, Polls> BY_SCHEDULER = new ConcurrentHashMap<>();

  private final Node node;
  private final Heartbeat heartbeat;
  private final String name;
  private final Scheduler scheduler;

  Polls(Node node, Heartbeat heartbeat, DataSource pool) {
    this.node = node;
    this.heartbeat = heartbeat;
    this.name = "node-" + node.number() + "-" + UUID.randomUUID();
    DBConnectionManager.getInstance().addConnectionProvider(name, new PooledConnections(pool));
    BY_SCHEDULER.put(name, this);
    try {
      this.scheduler = scheduler();
      Duration lease = node.settings().lease();
      schedule("due", Due.class, node.settings().poll());
      schedule("reap", Reap.class, lease.dividedBy(3));
      schedule("triggers", Triggers.class, Duration.ofSeconds(5));
      scheduler.start();
    } catch (SchedulerException e) {
      BY_SCHEDULER.remove(name);
      throw new StoreUnavailable("the schedules could not be set up", e);
    }
  }

  private Scheduler scheduler() throws SchedulerException {
    PollThreads threads = new PollThreads(THREADS);
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    // Quartz knows one scheduler per name and process; the name is the cluster's, so it must
    // forget.
    synchronized (BY_SCHEDULER) {
      factory.createScheduler(CLUSTER, name, threads, store());
      Scheduler created = factory.getScheduler(CLUSTER);
      SchedulerRepository.getInstance().remove(CLUSTER);
      return created;
    }
  }

  private JobStoreTX store() {
    JobStoreTX store = new JobStoreTX();
    store.setDataSource(name);
    store.setTablePrefix("workflow_qrtz_");
    try {
      store.setDriverDelegateClass("org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    } catch (InvalidConfigurationException e) {
      throw new IllegalStateException("expected Quartz to have a delegate for PostgreSQL, but", e);
    }
    store.setIsClustered(true);
    store.setClusterCheckinInterval(node.settings().lease().toMillis() / 3);
    store.setMisfireThreshold(60_000);
    store.setDbRetryInterval(1_000);
    return store;
  }

  private void schedule(String job, Class<? extends Job> type, Duration interval)
      throws SchedulerException {
    JobDetail detail = JobBuilder.newJob(type).withIdentity(job, CLUSTER).storeDurably().build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(job, CLUSTER)
            .forJob(detail)
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(interval.toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .build();
    scheduler.addJob(detail, true);
    if (scheduler.checkExists(trigger.getKey())) scheduler.rescheduleJob(trigger.getKey(), trigger);
    else scheduler.scheduleJob(trigger);
  }

  @Override
  public void close() {
    BY_SCHEDULER.remove(name);
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("the schedules did not stop cleanly", e);
    }
  }

  /** A poll that fails has missed a beat, no more. */
  private static void poll(JobExecutionContext context, java.util.function.Consumer<Polls> work) {
    try {
      Polls polls = BY_SCHEDULER.get(context.getScheduler().getSchedulerInstanceId());
      if (polls != null) work.accept(polls);
    } catch (StoreUnavailable e) {
      LOG.warn("a poll was missed: {}", e.getMessage());
    } catch (SchedulerException | RuntimeException e) {
      LOG.error("a poll failed", e);
    }
  }

  /** Claims runs whose time has come or is near. */
  @DisallowConcurrentExecution
  public static final class Due implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      poll(context, polls -> polls.node.postRoom().seeToDue());
    }
  }

  /** Takes over from dead nodes. */
  @DisallowConcurrentExecution
  public static final class Reap implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      poll(
          context,
          polls -> {
            polls.heartbeat.reap();
            new Children(polls.node).startNoted(LEFT_BEHIND, TRIGGERS_AT_ONCE);
            if (polls.node.ports().store().findForgottenMail(LEFT_BEHIND) > 0) {
              polls.node.postRoom().seeToDue();
            }
          });
    }
  }

  /** Takes up deliveries to triggers that were left pending. */
  @DisallowConcurrentExecution
  public static final class Triggers implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      poll(
          context,
          polls -> {
            while (polls.node.uses().triggers().deliver(TRIGGERS_AT_ONCE) == TRIGGERS_AT_ONCE) {
              // More are pending: go on at once.
            }
          });
    }
  }
}
