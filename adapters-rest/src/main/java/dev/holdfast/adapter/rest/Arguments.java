package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * What controllers may take besides path variables: {@link Caller}, {@link Query}, {@link Body}.
 */
final class Arguments implements HandlerMethodArgumentResolver {
  private final BodyParser bodies;

  Arguments(BodyParser bodies) {
    this.bodies = bodies;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == Caller.class || type == Query.class || type == Body.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = request(web);
    Class<?> type = parameter.getParameterType();
    if (type == Caller.class) return caller(request);
    if (type == Query.class) return Exchange.query(request);
    Endpoint endpoint = parameter.getMethodAnnotation(Endpoint.class);
    if (endpoint == null) throw new IllegalStateException("expected @Endpoint on " + parameter);
    return bodies.read(request, endpoint.bodyLimit(), endpoint.bodyOptional());
  }

  private static Caller caller(HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    if (caller == null) throw new RequestRefused(AuthenticationFilter.unauthenticated());
    return caller;
  }

  private static HttpServletRequest request(NativeWebRequest web) {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    if (request == null) throw new IllegalStateException("expected a servlet request");
    return request;
  }
}
