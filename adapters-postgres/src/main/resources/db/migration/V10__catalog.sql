-- What people make and run nothing by itself: tenants, definitions, schemas, keys, and who did what.

create table workflow_tenant (
  tenant_id  text primary key,
  name       text,
  created_at timestamptz not null
);
create index workflow_tenant_list on workflow_tenant (created_at desc, tenant_id desc);
insert into workflow_tenant values ('default', 'Default', workflow_clock());

-- One row per definition, with its one draft. A deleted one stays for its versions.
create table workflow_definition (
  workflow_id       uuid primary key,
  tenant_id         text not null,
  key               text collate "C" not null,
  name              text not null,
  draft_version     bigint not null,              -- counts saves
  draft_document    text not null,                -- JSON; its order means something, so no jsonb
  published_version int,                          -- the newest; null before the first
  paused            boolean not null,
  metadata          text not null,                -- JSON
  created_at        timestamptz not null,
  created_by        text not null,
  updated_at        timestamptz not null,
  updated_by        text not null,
  deleted_at        timestamptz
);
create unique index workflow_definition_key on workflow_definition (tenant_id, key)
  where deleted_at is null;
create index workflow_definition_list on workflow_definition
  (tenant_id, created_at desc, workflow_id desc) where deleted_at is null;
create index workflow_definition_updated on workflow_definition
  (tenant_id, updated_at desc, workflow_id desc) where deleted_at is null;

-- Published versions are only added.
create table workflow_version (
  workflow_id        uuid not null,
  version            int not null,
  tenant_id          text not null,
  document           text not null,
  shown              text not null,               -- JSON
  definition_hash    text not null,
  semantics_id       text not null,
  payload_schema_ref text,
  payload_schema     text,                        -- JSON; the snapshot
  published_at       timestamptz not null,
  published_by       text not null,
  primary key (workflow_id, version)
);

-- Which events start runs of the newest versions.
create table workflow_trigger (
  tenant_id   text not null,
  event_name  text not null,
  workflow_id uuid not null,
  primary key (tenant_id, event_name, workflow_id)
);
create index workflow_trigger_workflow on workflow_trigger (workflow_id);

create table workflow_payload_schema (
  tenant_id   text not null,
  schema_ref  text not null,
  schema_id   uuid not null,                      -- version 7: orders the list
  schema      text not null,                      -- JSON
  schema_hash text not null,
  created_at  timestamptz not null,
  created_by  text not null,
  primary key (tenant_id, schema_ref)
);
create unique index workflow_payload_schema_list on workflow_payload_schema
  (tenant_id, schema_id desc);

create table workflow_api_key (
  key_id      uuid primary key,                   -- version 7: orders the list
  tenant_id   text not null references workflow_tenant,
  secret_hash text not null unique,               -- SHA-256; the secret itself is nowhere
  name        text not null,
  permissions text[] not null,
  deployment  boolean not null,
  created_at  timestamptz not null,
  created_by  text not null,
  expires_at  timestamptz,
  revoked_at  timestamptz
);
create index workflow_api_key_list on workflow_api_key (tenant_id, key_id desc);

create table workflow_audit (
  audit_id    uuid primary key,                   -- version 7: orders the list
  tenant_id   text not null,
  at          timestamptz not null,
  principal   text not null,
  action      text not null,
  object_type text not null,
  object_id   text not null,
  reason      text,
  details     text not null                       -- JSON
);
create index workflow_audit_list on workflow_audit (tenant_id, audit_id desc);
create index workflow_audit_object on workflow_audit
  (tenant_id, object_type, object_id, audit_id desc);

-- For lists of runs by workflow and of events by name: each row enters them once and never moves.
create index workflow_run_workflow on workflow_run
  (tenant_id, workflow_id, started_at desc, run_id desc);
create index workflow_event_name on workflow_event (tenant_id, event_name, arrival desc);
