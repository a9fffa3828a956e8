package dev.holdfast.adapter.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the servlet container sends what failed outside of Spring MVC. */
@Controller
final class ErrorRoute implements ErrorController {
  @RequestMapping("/error")
  Reply error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    boolean dispatched = request.getDispatcherType() == DispatcherType.ERROR;
    if (!dispatched || !(status instanceof Integer code)) {
      return new Reply.Failed(Problems.noRoute(request));
    }
    return new Reply.Failed(Problems.ofStatus(code));
  }
}
