package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route needs and answers: the one place from which its permission check, its query
 * parameters, its body limit and its page in the OpenAPI document come.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Endpoint {
  /** One line for the OpenAPI document. */
  String summary();

  /** What the caller must hold; empty leaves the route open to everybody. */
  Permission[] needs();

  /** True for routes of deployment keys alone. */
  boolean deployment() default false;

  /** The query parameters it knows; all others are refused. */
  Param[] query() default {};

  /** Request headers it reads, for the document. */
  Param[] headers() default {};

  /** Schema of the request body in the OpenAPI document; empty when there is none. */
  String body() default "";

  /** Whether an empty body is a body without fields. */
  boolean bodyOptional() default false;

  /** Bytes of the body at most. */
  int bodyLimit() default 1 << 20;

  /**
   * Its successes, as {@code "201 Definition"}: status, and schema of the OpenAPI document if there
   * is a body.
   */
  String[] answers();

  /** Media types of its successes. */
  String[] produces() default {"application/json"};

  /** The problems it can answer besides those that follow from the rest (400, 401, 403, …). */
  int[] problems() default {};

  /** Codes of its 409s with what they mean, as {@code "RUN_NOT_ACTIVE: the run has ended"}. */
  String[] conflicts() default {};

  /** A query parameter or a header. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Param {
    String name();

    String about();

    /** JSON Schema type, or {@code date-time}. */
    String type() default "string";

    /** Whether it may be given several times. */
    boolean repeated() default false;
  }
}
