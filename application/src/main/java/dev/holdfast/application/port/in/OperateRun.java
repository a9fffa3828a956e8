package dev.holdfast.application.port.in;

import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.Input;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators do to runs. Each order needs a reason and is stored with who gave it. */
public interface OperateRun {
  /** Stores a cancel request; the run unwinds afterwards. A second one changes nothing. */
  Outcome<UUID> cancel(Caller caller, UUID runId, String reason, boolean force);

  /** Answers when the command has been folded. */
  Outcome<UUID> command(Caller caller, UUID runId, String reason, Input.Command command);

  /**
   * Starts a new run of the same version, with all start checks.
   *
   * @param payload null takes the original start payload
   */
  Outcome<UUID> replay(
      Caller caller, UUID runId, String reason, @Nullable Map<String, @Nullable Object> payload);

  /** What can be ordered of the run as it stands, by the orders' names in the API. */
  List<String> possible(RunView run);
}
