-- Runs that another engine keeps. Their rows are projections of what that engine says: engine is its
-- name, fence counts its reports, and nothing here is ever claimed, woken or taken over.

-- Of a run in another engine: events are handed to it, and it alone decides.
alter table workflow_wait add column remote boolean not null default false;
alter table workflow_wait add column told bigint;
comment on column workflow_wait.told is
  'of a wait in another engine: fence of the report that this row was written by last';

-- Deliveries to such waits are owed to the engine while they are pending. Apart from the triggers',
-- so that an engine that is away for long is in nobody's way.
drop index workflow_event_delivery_pending;
create index workflow_event_delivery_pending on workflow_event_delivery (next_try_at)
  where state = 0 and wait_id is null;
create index workflow_event_delivery_remote on workflow_event_delivery (next_try_at)
  where state = 0 and wait_id is not null;
create index workflow_event_delivery_remote_run on workflow_event_delivery (run_id)
  where state = 0 and wait_id is not null;
comment on column workflow_event_delivery.next_try_at is
  'of a pending trigger: when to try next; of one owed to another engine: when it was tried last';

-- Orders that another engine has to fold, and when they were last handed to it.
alter table workflow_run_command add column tried_at timestamptz;
create index workflow_run_command_remote on workflow_run_command (tried_at)
  where folded_at is null and tried_at is not null;

-- One row per run that lives in another engine, until it has ended. Apart from workflow_run: an index
-- there whose condition a run's end changes would cost every run its last update in the same page.
create table workflow_engine_run (
  run_id     uuid primary key,
  engine     text not null,
  at         timestamptz not null,                -- accepted
  tried_at   timestamptz,                         -- start pending, last tried then; null: it has it
  checked_at timestamptz not null                 -- compared with the engine
);
create index workflow_engine_run_pending on workflow_engine_run (tried_at)
  where tried_at is not null;
create index workflow_engine_run_checked on workflow_engine_run (checked_at);
