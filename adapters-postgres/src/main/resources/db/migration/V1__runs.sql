-- What the CE runtime writes: runs, their mailbox, history and waits, events and deliveries.
-- Nothing that changes at each step is indexed, nor used in the predicate of an index: such a
-- change could not stay in the row's page (HOT).

-- One row per run; the state is in two byte columns (application.codec).
create table workflow_run (
  run_id              uuid primary key,           -- version 7, or name-based for a child
  tenant_id           text not null,
  workflow_id         uuid not null,
  workflow_key        text not null,
  workflow_version    int not null,
  definition_hash     text not null,
  interpreter_version int not null,
  engine              text not null,              -- 'quartz'; others never touched by this runtime
  status              smallint not null,          -- 0 RUNNING 1 WAITING 2 SUCCEEDED 3 FAILED 4 CANCELED
  state_tag           text,                       -- meta.state
  node_path           text not null,              -- execution path of the first live fiber
  tags                jsonb,                      -- string pairs; null for none
  trigger_type        text not null,              -- api, event, parent, replay
  trigger_event_id    text,
  parent_run_id       uuid,
  root_run_id         uuid not null,
  attached            boolean not null,           -- a parent waits for this run's end
  depth               int not null,
  causal_depth        int not null,
  replay_of           uuid,
  start_key           text,                       -- idempotency key or fire key
  request_hash        text,
  principal           text not null,
  trace_id            text not null,
  started_at          timestamptz not null,
  updated_at          timestamptz not null,
  completed_at        timestamptz,
  cancel_requested_at timestamptz,
  seq                 bigint not null,            -- of the last journal entry
  owner               int,                        -- the node that holds the lease; null when at rest
  fence               bigint not null,            -- raised by every claim; compared by every write
  mail                boolean not null,           -- something may lie in the mailbox
  wake_at             timestamptz,                -- when a node should claim it; null while owned
  orphaned            boolean not null default false, -- effects asked for, perhaps not carried out
  stuck_since         timestamptz,                -- our own fault: see interpreter.md, Inputs
  stuck_tries         int not null default 0,
  stuck_message       text,
  control             bytea not null,             -- fibers, timers, waits, outcome
  data                bytea not null              -- payload, vars, meta, nodes
) with (fillfactor = 50, toast_tuple_target = 8160);

-- Both byte columns are compact already; compressing them costs more than it saves.
alter table workflow_run alter column control set storage external;
alter table workflow_run alter column data set storage external;

create unique index workflow_run_start_key on workflow_run (tenant_id, start_key)
  where start_key is not null;
-- Ids of children are name-based: only the start tells which run is newer.
create index workflow_run_list on workflow_run (tenant_id, started_at desc, run_id desc);
create index workflow_run_parent on workflow_run (parent_run_id) where parent_run_id is not null;
create index workflow_run_owner on workflow_run (owner) where owner is not null;
create index workflow_run_wake on workflow_run (wake_at) where owner is null and wake_at is not null;

-- Inputs from outside that have no better home: children's ends, cancels from parents.
-- Deleted by the commit that folds them.
create table workflow_run_inbox (
  run_id   uuid not null,
  input_id text not null,
  arrival  bigint generated always as identity,
  at       timestamptz not null,
  input    bytea not null,
  primary key (run_id, input_id)
);

-- Detached children that are still to be started: nobody waits for them, so nobody would ask again.
create table workflow_child_start (
  child_run_id  uuid primary key,
  parent_run_id uuid not null,
  at            timestamptz not null,
  effect        bytea not null
);

-- The journal: one insert-only row per transition.
create table workflow_run_history (
  run_id    uuid not null,
  first_seq bigint not null,
  last_seq  bigint not null,
  at        timestamptz not null,
  entries   bytea not null,
  primary key (run_id, first_seq)
);
alter table workflow_run_history alter column entries set storage external;

create table workflow_wait (
  run_id          uuid not null,
  wait_id         uuid not null,
  tenant_id       text not null,
  type            smallint not null,              -- 0 event 1 time 2 retry 3 child 4 callback
  status          smallint not null,              -- 0 WAITING 1 RESOLVED 2 TIMED_OUT 3 CANCELED
  step_path       text not null,
  execution_path  text not null,
  attempt         int not null,
  event_name      text,
  correlation_key text,
  filters         bytea,                          -- null for none
  due_at          timestamptz,
  created_at      timestamptz not null,
  resolved_at     timestamptz,
  resolved_by     text,                           -- event:<id>, timer, operator, …
  primary key (run_id, wait_id)
) with (fillfactor = 70);
create index workflow_wait_event on workflow_wait (tenant_id, event_name, correlation_key)
  where status = 0 and type = 0;
-- For the search by key, whatever became of the wait.
create index workflow_wait_key on workflow_wait (tenant_id, correlation_key)
  where correlation_key is not null;

create table workflow_event (
  arrival            bigint generated always as identity primary key, -- stored order
  tenant_id          text not null,
  event_id           text not null,
  event_name         text not null,
  correlation_key    text,                        -- the first key; null when it has none
  other_keys         text[],                      -- further keys, each in workflow_event_key too
  to_run             uuid,                        -- a signal: for this run alone
  payload            bytea not null,
  payload_schema_ref text,
  source             text,
  occurred_at        timestamptz,
  received_at        timestamptz not null,        -- stamped under the key's lock
  causal_depth       int not null
);
create index workflow_event_key_order on workflow_event
  (tenant_id, event_name, correlation_key, arrival) where correlation_key is not null;
create index workflow_event_list on workflow_event (tenant_id, arrival desc);
create unique index workflow_event_id on workflow_event (event_id, tenant_id);

create table workflow_event_key (
  tenant_id       text not null,
  event_name      text not null,
  correlation_key text not null,
  arrival         bigint not null,
  primary key (tenant_id, event_name, correlation_key, arrival)
);

-- One row per target of an event. To a wait, it is the mailbox row as well: SENT means not folded.
create table workflow_event_delivery (
  delivery_id  uuid primary key,
  arrival      bigint not null,                   -- the event
  tenant_id    text not null,
  state        smallint not null,                 -- 0 PENDING 1 SENT 2 USED 3 STARTED 4 REFUSED
  reason       text,
  run_id       uuid,                              -- the run it reaches or started
  wait_id      uuid,                              -- null for a trigger
  offered_key  text,                              -- the key that matched; null for a trigger
  workflow_id  uuid,                              -- null for a wait
  workflow_key text,
  attempts     int not null default 0,
  next_try_at  timestamptz,                       -- of a pending trigger
  created_at   timestamptz not null,
  updated_at   timestamptz not null
) with (fillfactor = 70);
create index workflow_event_delivery_event on workflow_event_delivery (arrival);
create index workflow_event_delivery_mail on workflow_event_delivery (run_id) where state = 1;
create index workflow_event_delivery_pending on workflow_event_delivery (next_try_at)
  where state = 0;

-- An operator's order, or a callback: mailbox row and audit row in one; the fold adds the outcome.
create table workflow_run_command (
  command_id uuid primary key,
  arrival    bigint generated always as identity,
  tenant_id  text not null,
  run_id     uuid not null,
  order_id   text not null,
  kind       text not null,                       -- cancel, resume, retry, requeue-event-wait, callback
  principal  text not null,
  reason     text not null,
  at         timestamptz not null,
  input      bytea not null,
  folded_at  timestamptz,                         -- null while it lies in the mailbox
  refusal    text,                                -- a verdict's reason; null when applied
  wait_id    uuid,                                -- the wait that took it
  message    text,
  unique (run_id, order_id)
);
create index workflow_run_command_mail on workflow_run_command (run_id) where folded_at is null;

-- Calls under an author's or an action's key.
create table workflow_action_ledger (
  tenant_id  text not null,
  action_id  text not null,
  version    int not null,
  key        text not null,
  input_hash text not null,
  status     smallint not null,                   -- 0 STARTED 1 SUCCEEDED 2 RELEASED
  call_id    uuid not null,
  node       int not null,                        -- who calls; gone nodes' calls may be repeated
  output     bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, action_id, version, key)
);

-- Answers that came when nobody waited for them any more. Insert-only, applied to nothing.
create table workflow_late_result (
  late_id   bigint generated always as identity primary key,
  tenant_id text not null,
  run_id    uuid not null,
  call_id   uuid not null,
  attempt   int not null,
  at        timestamptz not null,
  reason    text not null,
  answer    bytea not null
);
create index workflow_late_result_run on workflow_late_result (run_id);

-- One heartbeat row per node instead of one per run.
create table workflow_node (
  node_id    int generated always as identity primary key,
  name       text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  draining   boolean not null default false
);

-- Keys of this installation, such as the one that signs callback tokens.
create table workflow_installation_key (
  purpose    text primary key,
  secret     bytea not null,
  created_at timestamptz not null
);
