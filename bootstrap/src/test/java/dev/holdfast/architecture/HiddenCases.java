package dev.holdfast.architecture;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code default} branches over our own enums and sealed types: a case that is added there
 * would pass in silence. The compiler itself is asked for the type, because a {@code default} over
 * strings or over a vendor's enum is right.
 */
final class HiddenCases {
  private HiddenCases() {}

  /** The places, as {@code file:line}, in these sources, which must compile by themselves. */
  static List<String> in(Iterable<? extends JavaFileObject> sources, String ownPackages) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    JavacTask task = (JavacTask) compiler.getTask(null, null, diagnostics, options, null, sources);
    List<String> places = new ArrayList<>();
    try {
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      Scanner scanner = new Scanner(task, ownPackages, places);
      units.forEach(unit -> scanner.scan(unit, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .ifPresent(error -> {
          throw new IllegalStateException(
              "expected the sources to compile, but " + error.getMessage(null));
        });
    return places;
  }

  private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final JavacTask task;
    private final Trees trees;
    private final String ownPackages;
    private final List<String> places;

    Scanner(JavacTask task, String ownPackages, List<String> places) {
      this.task = task;
      this.trees = Trees.instance(task);
      this.ownPackages = ownPackages;
      this.places = places;
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree node, @Nullable Void unused) {
      check(node.getExpression(), node.getCases());
      return super.visitSwitch(node, null);
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, @Nullable Void unused) {
      check(node.getExpression(), node.getCases());
      return super.visitSwitchExpression(node, null);
    }

    private void check(ExpressionTree selector, List<? extends CaseTree> cases) {
      for (CaseTree branch : cases) {
        boolean isDefault =
            branch.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
        if (isDefault && isOurs(typeOf(selector))) {
          places.add(place(branch));
        }
      }
    }

    private @Nullable TypeMirror typeOf(ExpressionTree selector) {
      return trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
    }

    private boolean isOurs(@Nullable TypeMirror type) {
      return type != null
          && task.getTypes().erasure(type) instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement element
          && element.getQualifiedName().toString().startsWith(ownPackages)
          && (element.getKind() == ElementKind.ENUM
              || element.getModifiers().contains(Modifier.SEALED));
    }

    private String place(CaseTree branch) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long position = trees.getSourcePositions().getStartPosition(unit, branch);
      return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(position);
    }
  }
}
