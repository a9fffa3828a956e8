package dev.holdfast.application.service;

import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Compilation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The definition language, as the use cases need it. Thread-safe. */
public interface DefinitionLanguage {
  Compilation compile(Map<String, @Nullable Object> document, Catalog catalog);

  /** The one text of all documents that mean the same, for hashing. */
  String canonicalText(Map<String, @Nullable Object> document);

  /** Of the expressions in it; see {@code ExpressionEngine}. */
  String semanticsId();
}
