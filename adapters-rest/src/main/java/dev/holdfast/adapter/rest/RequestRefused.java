package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal;
import java.util.List;
import java.util.Map;

/** A request that cannot be, found before any use case saw it. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public RequestRefused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public RequestRefused(Refusal refusal) {
    this(Problem.of(refusal));
  }

  public Problem problem() {
    return problem;
  }

  /** 400 with all that is wrong. */
  static RequestRefused malformed(List<Refusal.Place> places) {
    String message =
        places.size() == 1
            ? places.getFirst().message()
            : "the request has %d errors".formatted(places.size());
    return new RequestRefused(
        new Refusal(Refusal.Kind.MALFORMED, "INVALID_REQUEST", message, places, Map.of()));
  }

  /** 404 for an id that names nothing. */
  public static RequestRefused notFound(String code, String message) {
    return new RequestRefused(new Refusal(Refusal.Kind.NOT_FOUND, code, message));
  }
}
