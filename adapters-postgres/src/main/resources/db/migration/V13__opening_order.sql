-- Waits that a run opens together have one time: what orders them is which row was written first.
alter table workflow_wait add column opened bigint generated always as identity;
comment on column workflow_wait.opened is
  'rises within a run: of those an event could go to, it is offered to the one opened first';
