package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.ExpressionProfile;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PathReadsTest {
  private final JsonataExpressions engine = new JsonataExpressions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "payload.customer.name                  | payload.customer.name",
        "payload.a > 1 and vars.b = item.c      | payload.a, vars.b, item.c",
        "payload.items[qty > 2].price           | payload.items.qty, payload.items.price",
        "$sum(payload.items.(qty * price))      | payload.items, payload.items.qty, payload.items.price",
        "payload.items.{'s': sku, 't': $$.vars.x} | payload.items, payload.items.sku, vars.x",
        "payload.items^(>price).sku             | payload.items.price, payload.items.sku",
        "payload.items{sku: $sum(qty)}          | payload.items, payload.items.sku, payload.items.qty",
        "$map(payload.items, function($i){$i.qty + vars.n}) | payload.items, vars.n",
        "payload.*.name                         | payload",
        "payload.a ?? payload.b                 | payload.a, payload.b",
        "payload.a ? payload.b : payload.c      | payload.a, payload.b, payload.c",
        "payload.`odd name`.x                   | payload.odd name.x",
        "$$.payload.a                           | payload.a",
        "$.payload.a                            | payload.a",
        "($p := payload.a; $p.b)                | payload.a",
        "nowIso()                               | ",
        "len(vars.list)                         | vars.list"
      })
  void plain_paths_are_told(String source, String reads) {
    List<String> expected =
        reads == null ? List.of() : Arrays.stream(reads.split(", ", -1)).toList();
    assertThat(engine.compile(source, ExpressionProfile.WORKFLOW).reads()).isEqualTo(expected);
  }
}
