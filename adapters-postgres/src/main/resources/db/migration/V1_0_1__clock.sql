-- The one clock of everything that stamps or compares instants of runs, waits and events. PostgreSQL
-- inlines it, so it costs what clock_timestamp() costs. Tests that drive an engine on virtual time
-- replace its body; nothing else may.
create function workflow_clock() returns timestamptz
  language sql volatile parallel safe
  return clock_timestamp();
