package dev.holdfast.application.port.in;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a credential may do. */
public enum Permission {
  WORKFLOW_READ("workflow:read"),
  WORKFLOW_EXECUTE("workflow:execute"),
  WORKFLOW_PUBLISH("workflow:publish"),
  WORKFLOW_MANAGE("workflow:manage"),
  WORKFLOW_ADMIN("workflow:admin"),
  TASKS_WORK("tasks:work"),
  SLA_READ("sla:read"),
  SLA_MANAGE("sla:manage"),
  SECRETS_VIEW("secrets:view"),
  SECRETS_MANAGE("secrets:manage"),
  SECRETS_USE("secrets:use"),
  WORKERS_WORK("workers:work"),
  TENANT_ADMIN("tenant:admin");

  private final String text;

  Permission(String text) {
    this.text = text;
  }

  /** The name in credentials and answers. */
  public String text() {
    return text;
  }

  /** The given permissions and all they imply. */
  public static Set<Permission> closure(List<Permission> granted) {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    for (Permission permission : granted) {
      all.add(permission);
      all.addAll(implied(permission));
    }
    return all;
  }

  private static List<Permission> implied(Permission permission) {
    return switch (permission) {
      case WORKFLOW_ADMIN ->
          List.of(WORKFLOW_READ, WORKFLOW_EXECUTE, WORKFLOW_PUBLISH, WORKFLOW_MANAGE);
      case WORKFLOW_MANAGE -> List.of(WORKFLOW_READ, WORKFLOW_EXECUTE);
      case WORKFLOW_PUBLISH, WORKFLOW_EXECUTE -> List.of(WORKFLOW_READ);
      case WORKFLOW_READ,
          TASKS_WORK,
          SLA_READ,
          SLA_MANAGE,
          SECRETS_VIEW,
          SECRETS_MANAGE,
          SECRETS_USE,
          WORKERS_WORK,
          TENANT_ADMIN ->
          List.of();
    };
  }
}
