package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.FunctionDoc;

/** A function of the language and what is told about it. */
record FunctionEntry(NativeFunction function, FunctionDoc doc) {
  /**
   * @param signature in JSONata's notation
   * @param price steps that every call is charged
   * @param call how a call looks, such as {@code $pad(text, width[, char])}
   */
  static FunctionEntry of(
      String name,
      String signature,
      int price,
      String call,
      String description,
      NativeFunction.Body body) {
    String written = call.substring(0, call.indexOf('('));
    return new FunctionEntry(
        new NativeFunction(name, written, signature, price, body),
        new FunctionDoc(written, call, description));
  }
}
