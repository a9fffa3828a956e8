package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.in.DeliverTriggers;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.LoadProgram;
import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.port.in.StartRun;

/** The use cases the CE runtime drives. */
public record RuntimeUses(
    LoadProgram programs,
    InvokeAction actions,
    StartRun starts,
    DeliverTriggers triggers,
    RunChanges changes) {}
