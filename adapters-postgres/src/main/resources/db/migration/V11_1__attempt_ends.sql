-- Where attempts end whose end may lie far from their beginning: of blocks, and of steps beside
-- others. A page of steps finds them here instead of reading the journal in between.
create table workflow_run_attempt_end (
  run_id      uuid not null,
  attempt_key bigint not null,                    -- hash of execution path and attempt
  seq         bigint not null,                    -- of the entry that ends it
  primary key (run_id, attempt_key, seq)
);
