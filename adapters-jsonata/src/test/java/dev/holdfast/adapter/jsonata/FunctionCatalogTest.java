package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.FunctionDoc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class FunctionCatalogTest {
  private final JsonataExpressions engine = new JsonataExpressions();

  @Test
  void every_function_of_the_library_is_replaced_or_refused() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Frame natives =
        (Frame)
            MethodHandles.privateLookupIn(Jsonata.class, lookup)
                .findStaticVarHandle(Jsonata.class, "staticFrame", Frame.class)
                .get();
    Map<?, ?> bindings =
        (Map<?, ?>)
            MethodHandles.privateLookupIn(Frame.class, lookup)
                .findVarHandle(Frame.class, "bindings", Map.class)
                .get(natives);
    assertThat(bindings.keySet())
        .hasSizeGreaterThan(60)
        .allSatisfy(name ->
            assertThat(
                    FunctionCatalog.has(String.valueOf(name))
                        || FunctionCatalog.REFUSED.contains(String.valueOf(name)))
                .as("$" + name)
                .isTrue());
  }

  @Test
  void docs_are_sentences_in_alphabetical_order() {
    List<FunctionDoc> docs = engine.functions();
    assertThat(docs)
        .hasSizeGreaterThan(60)
        .allSatisfy(doc -> {
          assertThat(doc.signature()).startsWith(doc.name() + "(").endsWith(")");
          assertThat(doc.description()).endsWith(".").hasSizeLessThan(120);
        });
    assertThat(docs.stream().map(doc -> doc.name().replace("$", "")).toList()).isSorted();
    assertThat(docs.stream().map(FunctionDoc::name))
        .contains("$sum", "nowIso", "coalesce", "len", "toString", "append")
        .doesNotContain("$eval", "$random", "$shuffle");
  }

  @Test
  void every_function_can_be_named_as_it_is_written() {
    for (FunctionDoc doc : engine.functions()) {
      String call = doc.name() + "()";
      assertThat(engine.compile(call, ExpressionProfile.WORKFLOW).source()).isEqualTo(call);
    }
  }
}
