package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the service's threads hold on to. */
@ExtendWith(SharedService.class)
class ThreadsTest {
  /**
   * When Tomcat stops it warns of every thread that has its application's class loader and still
   * lives. Our pools outlive it, and a start that is refused shall be told in one line.
   */
  @Test
  void no_thread_of_ours_belongs_to_the_web_servers_application(Api admin) {
    String name = Workflows.name("threads");
    admin.define(name, Workflows.of(Workflows.pause("nap", 50)));
    admin.ended(admin.start(name, Map.of()));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && !thread.getName().startsWith("http-nio"))
        // A client of Temporal makes them for whoever calls; they end by themselves when idle.
        .filteredOn(thread -> !thread.getName().startsWith("grpc-default-executor"))
        .allSatisfy(thread -> {
          ClassLoader loader = thread.getContextClassLoader();
          String type = loader == null ? "none" : loader.getClass().getName();
          assertThat(type).as(thread.getName()).doesNotContain("Webapp");
        });
  }
}
