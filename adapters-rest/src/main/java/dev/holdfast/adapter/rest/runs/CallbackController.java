package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Fields;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.CompleteCallback;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/workflow/callbacks/{token}}: the token is the credential. */
@RestController
public class CallbackController {
  private final CompleteCallback callbacks;

  public CallbackController(CompleteCallback callbacks) {
    this.callbacks = callbacks;
  }

  @PostMapping("/api/workflow/callbacks/{token}")
  @Endpoint(
      summary = "Finish an asynchronous action",
      needs = {},
      body = "CallbackAnswer",
      answers = "200 CallbackApplied",
      problems = 404)
  Reply complete(@PathVariable String token, Body body) {
    CallAnswer answer = body.read(CallbackController::answer);
    return Reply.of(
        callbacks.complete(token, answer),
        applied ->
            Reply.ok(
                new JsonObject()
                    .put("runId", applied.runId())
                    .put("applied", applied.applied())
                    .put("reason", applied.reason())));
  }

  private static CallAnswer answer(Fields fields) {
    String status = fields.text("status", 1, 20);
    Fields error = fields.optionalFields("error");
    Object output = fields.any("output");
    switch (status) {
      case "succeeded" -> {
        if (error != null) fields.wrong("error", "AMBIGUOUS", "expected no error of a success");
      }
      case "failed" -> {
        if (error == null) fields.wrong("error", "REQUIRED", "expected the error of a failure");
        if (output != null) fields.wrong("output", "AMBIGUOUS", "expected no output of a failure");
      }
      default -> fields.wrong("status", "INVALID_VALUE", "expected succeeded or failed");
    }
    return error == null
        ? new CallAnswer.Done(output, List.of())
        : new CallAnswer.Failed(error(error), null, List.of());
  }

  private static RunError error(Fields fields) {
    String code = fields.text("code", 1, 100);
    String message = fields.text("message", 1, 4096);
    ErrorCategory category = category(fields, fields.optionalText("category", 1, 40));
    return new RunError(
        category,
        code,
        message,
        null,
        null,
        null,
        fields.flag("retryable", category == ErrorCategory.TRANSIENT),
        Json.EMPTY_OBJECT);
  }

  private static ErrorCategory category(Fields fields, @Nullable String text) {
    if (text == null) return ErrorCategory.ACTION;
    for (ErrorCategory category : ErrorCategory.values()) {
      if (category.text().equals(text)) return category;
    }
    fields.wrong("category", "INVALID_VALUE", "expected an error category");
    return ErrorCategory.ACTION;
  }
}
