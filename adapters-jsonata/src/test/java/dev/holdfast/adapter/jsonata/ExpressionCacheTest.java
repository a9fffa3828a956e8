package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.ExpressionProfile;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ExpressionCacheTest {
  private final JsonataExpressions engine = new JsonataExpressions();

  private JsonataExpression compiled(String source) {
    return engine.compile(source, ExpressionProfile.WORKFLOW, Set.of());
  }

  private static ExpressionCache.Key key(String source) {
    return new ExpressionCache.Key(source, ExpressionProfile.WORKFLOW);
  }

  @Test
  void a_source_is_compiled_once_for_each_profile() {
    var first = engine.compile("a.b", ExpressionProfile.WORKFLOW);
    assertThat(engine.compile("a.b", ExpressionProfile.WORKFLOW)).isSameAs(first);
    assertThat(engine.compile("a.b", ExpressionProfile.WORKER)).isNotSameAs(first);
  }

  @Test
  void what_was_not_used_for_longest_leaves_first() {
    ExpressionCache cache = new ExpressionCache(30);
    JsonataExpression a = cache.keep(key("a"), compiled("a"), 10);
    cache.keep(key("b"), compiled("b"), 10);
    cache.keep(key("c"), compiled("c"), 10);
    assertThat(cache.get(key("a"))).isSameAs(a);
    cache.keep(key("d"), compiled("d"), 10);
    assertThat(cache.get(key("b"))).isNull();
    assertThat(cache.get(key("a"))).isSameAs(a);
    assertThat(cache.size()).isEqualTo(3);
  }

  @Test
  void a_heavy_one_drives_out_several_and_stays_alone_when_it_must() {
    ExpressionCache cache = new ExpressionCache(30);
    cache.keep(key("a"), compiled("a"), 10);
    cache.keep(key("b"), compiled("b"), 10);
    cache.keep(key("c"), compiled("c"), 25);
    assertThat(cache.size()).isEqualTo(1);
    cache.keep(key("d"), compiled("d"), 100);
    assertThat(cache.get(key("d"))).isNotNull();
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void two_that_compile_the_same_at_once_share_the_first() {
    ExpressionCache cache = new ExpressionCache(30);
    JsonataExpression first = cache.keep(key("a"), compiled("a"), 10);
    assertThat(cache.keep(key("a"), compiled("a"), 10)).isSameAs(first);
  }

  @Test
  void sources_do_not_slow_down_the_sources_after_them() {
    for (int i = 0; i < 200; i++) {
      compiled("a.b.{'p': %.c}.d" + i);
    }
    assertThat(compiled("a ?? (b ?: c)").source()).isNotEmpty();
    assertThat(compiled("a.b.(%.c)").source()).isNotEmpty();
  }
}
