package dev.holdfast.adapter.rest;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes as the server maps them. */
final class Routes {
  private Routes() {}

  /** One way in. */
  record Route(String method, String path, Endpoint endpoint) {
    /** With its variables filled in. */
    String at(String id) {
      return path.replaceAll("\\{version}", "draft").replaceAll("\\{\\w+}", id);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Every mapped route but the error page; fails for one without a description. */
  static List<Route> all(RestService service) {
    List<Route> routes = new ArrayList<>();
    service
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> {
          if (handler.getBeanType() == ErrorRoute.class
              || !handler.getBeanType().getName().startsWith("dev.holdfast")) return;
          Endpoint endpoint = handler.getMethodAnnotation(Endpoint.class);
          if (endpoint == null) throw new AssertionError("no @Endpoint on " + handler);
          for (String path : info.getPatternValues()) {
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
              routes.add(new Route(method.name(), path, endpoint));
            }
          }
        });
    return routes;
  }
}
