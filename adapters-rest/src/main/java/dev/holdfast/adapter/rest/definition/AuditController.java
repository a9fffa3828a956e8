package dev.holdfast.adapter.rest.definition;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadDefinitions;
import dev.holdfast.application.view.AuditView;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** {@code /api/workflow-definitions/{id}/audit}: who changed a definition. */
@Controller
final class AuditController {
  private static final String CSV = "text/csv";

  private final ReadDefinitions reads;

  AuditController(ReadDefinitions reads) {
    this.reads = reads;
  }

  @GetMapping("/api/workflow-definitions/{id}/audit")
  @Endpoint(
      summary = "Who changed the definition, newest first, as JSON or CSV",
      needs = Permission.WORKFLOW_ADMIN,
      query = {
        @Param(name = "format", about = "json or csv; else what Accept asks for"),
        @Param(name = "limit", about = "items at most, 1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 AuditList",
      produces = {"application/json", CSV},
      problems = 404)
  Reply audit(
      Caller caller,
      @PathVariable("id") String id,
      Query query,
      @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
    String format = query.oneOf("format", List.of("json", "csv"));
    boolean csv = format == null ? isCsv(accept) : format.equals("csv");
    return Reply.of(
        reads.audit(caller, WorkflowNames.idOrKey(id), query.limit(), query.cursor()),
        page -> csv ? csv(page) : Paging.reply(page, DefinitionJson::audit));
  }

  private static boolean isCsv(@Nullable String accept) {
    return accept != null && accept.contains(CSV) && !accept.contains("application/json");
  }

  private static Reply csv(Page<AuditView> page) {
    StringBuilder text = new StringBuilder("auditId,at,principal,action,reason,details\r\n");
    for (AuditView row : page.items()) {
      text.append(row.auditId()).append(',').append(Json.instant(row.at())).append(',');
      text.append(quoted(row.principal())).append(',').append(quoted(row.action())).append(',');
      text.append(quoted(row.reason() == null ? "" : row.reason())).append(',');
      text.append(quoted(Json.text(row.details()))).append("\r\n");
    }
    Reply reply = Reply.text(CSV + ";charset=UTF-8", text.toString());
    String next = page.nextCursor();
    return next == null ? reply : reply.with("X-Next-Cursor", next);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
