package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SyntaxTreeTest {
  /** A node as another version of the library might have it. */
  static final class OtherSymbol {
    String type = "";
  }

  @Test
  void the_tree_of_the_pinned_library_can_be_read() {
    SyntaxTree tree = SyntaxTree.open();
    Symbol root = tree.root(Jsonata.jsonata("a.b = 1"));
    assertThat(tree.type(root)).isEqualTo("binary");
    assertThat(tree.text(root)).isEqualTo("=");
  }

  @Test
  void another_shape_of_the_library_is_told_in_one_sentence() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SyntaxTree.of(Jsonata.class, OtherSymbol.class, Frame.class))
        .withMessageContaining("expected the field Jsonata.ast of com.dashjoin:jsonata 0.9.10");
    assertThatIllegalStateException()
        .isThrownBy(() -> SyntaxTree.of(Jsonata.class, Symbol.class, OtherSymbol.class))
        .withMessageContaining("expected the field OtherSymbol.parent");
  }
}
