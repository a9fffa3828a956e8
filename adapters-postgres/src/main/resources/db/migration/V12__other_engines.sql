-- Runs that another engine keeps. Their rows are projections of what that engine says: engine is its
-- name, fence counts its reports, and nothing here is ever claimed, woken or taken over.

-- Of a run in another engine: events are handed to it, and it alone decides.
alter table workflow_wait add column remote boolean not null default false;

-- Deliveries to such waits are owed to the engine while they are pending. Apart from the triggers',
-- so that an engine that is away for long is in nobody's way.
drop index workflow_event_delivery_pending;
create index workflow_event_delivery_pending on workflow_event_delivery (next_try_at)
  where state = 0 and wait_id is null;
create index workflow_event_delivery_remote on workflow_event_delivery (next_try_at)
  where state = 0 and wait_id is not null;
