-- For operators: runs that our own fault holds up are few, and looked for often.
create index workflow_run_stuck on workflow_run (stuck_since) where stuck_since is not null;
