package dev.holdfast.application.service;

import dev.holdfast.application.port.in.LoadProgram;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.TriggeredVersion;
import dev.holdfast.application.port.out.Definitions.Version;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published versions, compiled once and kept, and which of them start for an event.
 *
 * <p>Versions never change, so they are kept until others are used more. What does change (the
 * newest version, the settings, the triggers) is read again after {@link #LONGEST_AGE}: so long
 * after the answer to a publish, another node may still start the version before. On the node that
 * published, {@link #changed} makes it at once. A refusal is never given from memory. Thread-safe.
 */
public final class Programs implements LoadProgram, PinProgram, PublishedWorkflows {
  static final Duration LONGEST_AGE = Duration.ofMillis(250);
  private static final int VERSIONS = 2_000;
  private static final int NAMES = 10_000;

  private final ExpressionEngine expressions;
  private final Definitions definitions;
  private final JsonSchemas schemas;
  private final JsonText text;
  private final PinnedCatalog catalog;
  private final Recent<VersionKey, Compiled> compiled = new Recent<>(VERSIONS);
  private final Recent<VersionKey, Pinned> pinned = new Recent<>(VERSIONS);
  private final FreshReads<Name, Optional<Definition>> current;
  private final FreshReads<Name, List<TriggeredVersion>> triggered;

  public Programs(
      ExpressionEngine expressions,
      Definitions definitions,
      Actions actions,
      JsonSchemas schemas,
      JsonText text,
      TimeSource time) {
    this.expressions = expressions;
    this.definitions = definitions;
    this.schemas = schemas;
    this.text = text;
    this.catalog = new PinnedCatalog(actions);
    // What is kept may start a run but not refuse one: another node may have changed that.
    this.current = new FreshReads<>(NAMES, LONGEST_AGE, Programs::isStartable, time);
    this.triggered = new FreshReads<>(NAMES, LONGEST_AGE, any -> true, time);
  }

  @Override
  public Program program(String tenantId, UUID workflowId, int version) {
    Compiled found = compiled(new VersionKey(tenantId, workflowId, version));
    if (found == null) {
      throw new IllegalStateException(
          "expected version " + version + " of " + workflowId + ", but there is none");
    }
    return found.program();
  }

  @Override
  public Pinned pin(String tenantId, UUID workflowId, int version) {
    VersionKey key = new VersionKey(tenantId, workflowId, version);
    Pinned kept = pinned.get(key);
    if (kept != null) return kept;
    Version found = definitions.version(tenantId, workflowId, version);
    if (found == null) {
      throw new IllegalStateException(
          "expected version " + version + " of " + workflowId + ", but there is none");
    }
    Pinned fresh = ProgramPins.pin(found.document(), text, catalog, expressions);
    pinned.put(key, fresh);
    return fresh;
  }

  @Override
  public Program compile(Pinned pinned) {
    return ProgramPins.compile(pinned, text, expressions);
  }

  @Override
  public Lookup find(String tenantId, String workflow, @Nullable Integer version) {
    Name name = new Name(tenantId, workflow);
    return lookup(tenantId, current.get(name, () -> read(name)), version);
  }

  @Override
  public List<Published> triggeredBy(String tenantId, String eventName) {
    Name name = new Name(tenantId, eventName);
    List<TriggeredVersion> versions =
        triggered.get(name, () -> List.copyOf(definitions.triggeredBy(tenantId, eventName)));
    List<Published> found = new ArrayList<>(versions.size());
    for (TriggeredVersion version : versions) {
      Name id = new Name(tenantId, version.workflowId().toString());
      // One that was deleted meanwhile starts nothing.
      current
          .get(id, () -> read(id))
          .ifPresent(definition -> found.add(published(definition, version.version())));
    }
    return found;
  }

  /** Forgets what can change, after somebody on this node has changed it. */
  void changed() {
    current.changed();
    triggered.changed();
  }

  private static boolean isStartable(Optional<Definition> definition) {
    return definition.isPresent()
        && definition.get().publishedVersion() != null
        && !definition.get().settings().paused();
  }

  private Optional<Definition> read(Name name) {
    return Optional.ofNullable(definitions.find(name.tenantId(), name.name()));
  }

  private Lookup lookup(
      String tenantId, Optional<Definition> definition, @Nullable Integer wanted) {
    if (definition.isEmpty()) return new Lookup.NoWorkflow();
    Integer newest = definition.get().publishedVersion();
    if (newest == null && wanted == null) return new Lookup.NothingPublished();
    int version = wanted != null ? wanted : newest == null ? 0 : newest;
    UUID workflowId = definition.get().workflowId();
    if (compiled(new VersionKey(tenantId, workflowId, version)) == null) {
      return new Lookup.NoVersion(version);
    }
    return new Lookup.Found(published(definition.get(), version));
  }

  private Published published(Definition definition, int version) {
    Compiled found =
        compiled(new VersionKey(definition.tenantId(), definition.workflowId(), version));
    if (found == null) {
      throw new IllegalStateException("expected version " + version + " of " + definition.key());
    }
    return new Published(
        definition.workflowId(),
        definition.key(),
        version,
        found.definitionHash(),
        definition.settings().paused(),
        found.program(),
        found.payloadSchema());
  }

  private @Nullable Compiled compiled(VersionKey key) {
    Compiled kept = compiled.get(key);
    if (kept != null) return kept;
    Version version = definitions.version(key.tenantId(), key.workflowId(), key.version());
    if (version == null) return null;
    Compiled fresh = compile(version);
    compiled.put(key, fresh);
    return fresh;
  }

  private Compiled compile(Version version) {
    Program program =
        DefinitionCompiler.compile(text.parse(version.document()), catalog, expressions).program();
    if (program == null) {
      throw new IllegalStateException(
          "expected version " + version.version() + " of " + version.workflowId() + " to compile");
    }
    String schema = version.payloadSchema();
    return new Compiled(
        program,
        version.definitionHash(),
        schema == null ? null : schemas.compile(text.parse(schema)));
  }

  private record VersionKey(String tenantId, UUID workflowId, int version) {}

  private record Name(String tenantId, String name) {}

  private record Compiled(
      Program program, String definitionHash, JsonSchemas.@Nullable Schema payloadSchema) {}
}
