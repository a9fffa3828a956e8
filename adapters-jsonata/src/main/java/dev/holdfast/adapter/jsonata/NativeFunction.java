package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils.JList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function of the language. It checks its own arguments: the library's check would repeat
 * values of the run's data in its complaint.
 */
final class NativeFunction extends JFunction {
  /** What a function does with its checked arguments; null stands for nothing. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Call call);
  }

  private final String name;
  private final String written;
  private final Parameters parameters;
  private final int price;
  private final Body body;

  /**
   * @param written as authors write it: with {@code $}, or without for our own
   * @param signature in JSONata's notation, such as {@code <s-nn?:s>}
   * @param price steps that every call is charged
   */
  NativeFunction(String name, String written, String signature, int price, Body body) {
    // The library wants to know a method, which it never calls because call is overridden.
    super(name, signature, NativeFunction.class, null, "call");
    this.name = name;
    this.written = written;
    this.parameters = Parameters.parse(written, signature);
    this.price = price;
    this.body = body;
  }

  String name() {
    return name;
  }

  String written() {
    return written;
  }

  /** How many arguments a function that takes functions hands to this one. */
  int arity() {
    return parameters.required();
  }

  /**
   * The library asks when it applies a function partially. An optional parameter that is not given
   * there must not become one of the result: {@code $map} would put an index into it.
   */
  @Override
  public int getNumberOfArgs() {
    int given = Math.min(Meter.CURRENT.get().givenArguments(), parameters.count());
    return Math.max(parameters.required(), given);
  }

  @Override
  public Object validate(Object arguments, @Nullable Object context) {
    return parameters.match((List<?>) arguments, unwrapped(context), Meter.CURRENT.get());
  }

  /** The library wraps a list that is the whole input. */
  private static @Nullable Object unwrapped(@Nullable Object context) {
    return context instanceof JList<?> list && list.outerWrapper ? list.getFirst() : context;
  }

  // The library's interface is not annotated: it does take null for nothing.
  @SuppressWarnings({"rawtypes", "NullAway"})
  @Override
  public @Nullable Object call(@Nullable Object input, List arguments) {
    Meter meter = Meter.CURRENT.get();
    meter.charge(price);
    return body.apply(new Call(this, (List<?>) arguments, meter));
  }
}
