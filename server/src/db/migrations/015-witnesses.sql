-- Who cosigns the log for an agency, and the cosignatures that came in. The row of the latest moment is in force; draws keep
-- to the one whose hash their manifest names.
create table witness_policy (
  id text primary key,
  agency text not null references agency,
  hash bytea not null constraint witness_policy_hash check (length(hash) = 32),
  policy text not null,
  why text not null,
  set_by text not null references app_user,
  approved_by text not null references app_user,
  set_at timestamptz not null,
  constraint witness_policy_two_people check (approved_by <> set_by)
);
create index witness_policy_by_agency on witness_policy (agency, set_at desc, id desc);

-- `witness` is the verifier key, `line` the signature line as it stands in a note, `time` the one it states.
create table log_cosignature (
  tree text not null,
  size bigint not null,
  witness text not null,
  time timestamptz not null,
  line text not null,
  brought_by text not null references app_user,
  at timestamptz not null,
  primary key (tree, size, witness, time),
  constraint log_cosignature_checkpoint foreign key (tree, size) references log_checkpoint (tree, size)
);

-- The checkpoint whose cosignatures completed the commitment, fixed when the first source opens.
alter table draw add column committed_size bigint
  constraint draw_committed_later check (committed_size >= manifest_size);

-- An entry is prefixed by its length in two bytes where the log is served as tiles.
alter table log_entry drop constraint log_entry_size;
alter table log_entry add constraint log_entry_size check (length(entry) <= 65535);

create trigger witness_policy_append_only before update or delete or truncate on witness_policy
  for each statement execute function refuse_change();
create trigger log_cosignature_append_only before update or delete or truncate on log_cosignature
  for each statement execute function refuse_change();

alter table witness_policy enable row level security;
create policy witness_policy_public on witness_policy for select using (true);
create policy witness_policy_set_at_home on witness_policy for insert with check (owns(agency));

grant select, insert on witness_policy, log_cosignature to sunlot_app;
