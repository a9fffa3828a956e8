package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.NodeLeases;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.domain.run.Reducer;

/** What the CE runtime needs from outside. */
public record RuntimePorts(
    Reducer reducer,
    RunStore store,
    RunOrders orders,
    EventStore events,
    NodeLeases nodes,
    CallbackTokens tokens,
    Ids ids,
    TimeSource time,
    RuntimeMetrics metrics,
    CrashPoints crashPoints) {}
