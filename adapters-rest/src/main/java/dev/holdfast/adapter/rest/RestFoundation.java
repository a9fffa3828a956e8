package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Authenticate;
import dev.holdfast.application.port.out.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * What all routes stand on. The application imports it beside the routes it wants, gives it beans
 * of {@link JsonText} and {@link Authenticate}, and starts with {@link #PROPERTIES} as defaults.
 */
@Configuration(proxyBeanMethods = false)
@Import(ErrorRoute.class)
public class RestFoundation implements WebMvcConfigurer {
  /** Spring Boot properties that the foundation counts on. */
  public static final Map<String, Object> PROPERTIES =
      Map.of(
          // Bodies are read as bytes by the routes alone.
          "spring.mvc.formcontent.filter.enabled", "false",
          "spring.servlet.multipart.enabled", "false",
          "spring.web.resources.add-mappings", "false",
          // A refused body is read to its end, so that the caller sees the answer.
          "server.tomcat.max-swallow-size", "33554432",
          "server.tomcat.connection-timeout", "20s",
          "server.max-http-request-header-size", "16KB",
          // A thread that waits for the database or for a run costs nothing.
          "spring.threads.virtual.enabled", "true",
          "server.servlet.session.tracking-modes", "",
          // A caller's mistake is the caller's to see.
          "logging.level.org.springframework.web.servlet.PageNotFound", "ERROR");

  private final Exchange exchange = new Exchange();
  private final Problems problems = new Problems();
  private final BodyParser bodies;

  public RestFoundation(JsonText text) {
    bodies = new BodyParser(text);
  }

  @Bean
  FilterRegistrationBean<RequestFilter> requestFilter() {
    FilterRegistrationBean<RequestFilter> bean =
        new FilterRegistrationBean<>(new RequestFilter(exchange, problems));
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return bean;
  }

  @Bean
  FilterRegistrationBean<AuthenticationFilter> authenticationFilter(Authenticate authenticate) {
    FilterRegistrationBean<AuthenticationFilter> bean =
        new FilterRegistrationBean<>(new AuthenticationFilter(authenticate, exchange));
    bean.setOrder(0);
    return bean;
  }

  @Bean
  TomcatContextCustomizer containerErrors() {
    return context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(ContainerErrors.class.getName());
      }
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new EndpointGate());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new Arguments(bodies));
  }

  /**
   * Puts our handler of return values before Spring's own, which would take a reply for a body when
   * a controller is a {@code @RestController}.
   */
  @Bean
  SmartInitializingSingleton repliesFirst(RequestMappingHandlerAdapter adapter) {
    return () -> {
      List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
      handlers.add(new Replies(exchange));
      List<HandlerMethodReturnValueHandler> others = adapter.getReturnValueHandlers();
      if (others != null) handlers.addAll(others);
      adapter.setReturnValueHandlers(handlers);
    };
  }

  @Override
  public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
    resolvers.addFirst(new ProblemResolver(exchange, problems));
  }
}
