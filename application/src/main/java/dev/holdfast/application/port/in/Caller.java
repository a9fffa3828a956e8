package dev.holdfast.application.port.in;

import java.util.Set;

/**
 * Who asks. The tenant comes from the credential and goes into every query.
 *
 * @param principal shown in audits, such as {@code key:019…}
 * @param permissions with everything they imply
 * @param deployment may name another tenant and manage tenants
 * @param traceId of the request; 32 hex digits
 */
public record Caller(
    String tenantId,
    String principal,
    Set<Permission> permissions,
    boolean deployment,
    String traceId) {
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
