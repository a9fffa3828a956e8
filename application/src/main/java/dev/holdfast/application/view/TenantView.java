package dev.holdfast.application.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A tenant. */
public record TenantView(String tenantId, @Nullable String name, Instant createdAt) {}
