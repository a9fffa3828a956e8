package dev.holdfast.adapter.rest.runs;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The routes of runs and callbacks; needs beans of {@code StartRun}, {@code ReadRuns}, {@code
 * OperateRun} and {@code CompleteCallback}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  RunController.class,
  RunCommandController.class,
  RunHistoryController.class,
  CallbackController.class
})
public class RunRoutes {}
