package dev.holdfast.bootstrap.health;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.application.port.out.Backlog;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.bootstrap.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health indicators and meters. */
@Configuration(proxyBeanMethods = false)
public class HealthWiring {
  @Bean
  StoreHealth store(Tenants tenants) {
    return new StoreHealth(tenants);
  }

  @Bean
  EngineGauge engineGauge(Backlog backlog) {
    return new EngineGauge(backlog);
  }

  @Bean
  EngineHealth engine(EngineGauge gauge) {
    return new EngineHealth(gauge);
  }

  @Bean
  ProductVersion productVersion(Settings settings) {
    return new ProductVersion(settings.edition().text());
  }

  /** How many connections are open, busy and waited for, and for how long. */
  @Bean
  SmartInitializingSingleton poolMeters(List<ConnectionPool> pools, MeterRegistry registry) {
    return () -> {
      for (ConnectionPool pool : pools) {
        if (pool.dataSource() instanceof HikariDataSource source)
          source.setMetricRegistry(registry);
      }
    };
  }

  @Bean
  RuntimeMetrics runtimeMetrics(MeterRegistry registry) {
    return new RuntimeMeters(registry);
  }
}
