package dev.holdfast.adapter.rest.registry;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRegistry;
import dev.holdfast.application.view.ActionView;
import dev.holdfast.domain.expression.FunctionDoc;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/workflow/registry}: what definitions can be made of. */
@Controller
@RequestMapping("/api/workflow/registry")
final class RegistryController {
  private final ReadRegistry registry;

  RegistryController(ReadRegistry registry) {
    this.registry = registry;
  }

  @GetMapping("/nodes")
  @Endpoint(
      summary = "List the step types",
      needs = Permission.WORKFLOW_READ,
      answers = "200 NodeTypeList")
  Reply nodes() {
    return Reply.ok(new JsonObject().put("items", registry.nodes()));
  }

  @GetMapping("/actions")
  @Endpoint(
      summary = "List the actions of this installation",
      needs = Permission.WORKFLOW_READ,
      answers = "200 ActionList")
  Reply actions() {
    return Reply.ok(new JsonObject().put("items", registry.actions(), RegistryController::action));
  }

  @GetMapping("/functions")
  @Endpoint(
      summary = "List the functions of the expression language",
      needs = Permission.WORKFLOW_READ,
      answers = "200 FunctionList")
  Reply functions() {
    return Reply.ok(
        new JsonObject().put("items", registry.functions(), RegistryController::function));
  }

  private static JsonObject action(ActionView action) {
    return new JsonObject()
        .put("actionId", action.actionId())
        .put("version", action.version())
        .put("label", action.label())
        .put("category", action.category())
        .put("description", action.description())
        .put("inputSchema", action.inputSchema())
        .put("outputSchema", action.outputSchema())
        .put("sideEffectful", action.sideEffectful())
        .put("retryHint", retry(action.retryHint()))
        .put("idempotency", action.idempotency())
        .put("timeoutMs", action.timeoutMs())
        .put("examples", action.examples());
  }

  private static @Nullable JsonObject retry(@Nullable RetryPolicy policy) {
    if (policy == null) return null;
    JsonObject json =
        new JsonObject()
            .put("maxAttempts", policy.maxAttempts())
            .put("backoffMs", policy.backoffMs())
            .putAny("backoffMultiplier", Json.number(policy.backoffMultiplier()))
            .put("jitter", policy.jitter())
            .put("maxDelayMs", policy.maxDelayMs());
    return policy.retryOn() == null ? json : json.put("retryOn", policy.retryOn());
  }

  private static JsonObject function(FunctionDoc function) {
    return new JsonObject()
        .put("name", function.name())
        .put("signature", function.signature())
        .put("description", function.description());
  }
}
