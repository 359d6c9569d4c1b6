-- Agencies, people who sign in, keys of idempotent requests, and the two logs.
-- Row-level security reads three settings that each transaction sets for itself:
--   sunlot.actor     user id of who acts ('' = nobody signed in)
--   sunlot.agencies  codes of the agencies the actor may see, comma separated
--   sunlot.system    'on' for the program's own work (sign-in, sealing, verification)

create function sees(agency text) returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('sunlot.system', true), '') = 'on'
    or agency = any (string_to_array(coalesce(current_setting('sunlot.agencies', true), ''), ','));

create function is_system() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('sunlot.system', true), '') = 'on';

create function refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- What this data folder is: kind (real | demo | test), names, moments. One row a key.
create table setting (
  key text primary key,
  value text not null
);

create table agency (
  code text primary key constraint agency_code_shape check (code ~ '^[0-9]{6}([.-][A-Za-z0-9]{1,8})?$'),
  name text not null constraint agency_name_present check (name <> ''),
  level text not null constraint agency_level check (level in ('municipal', 'newArea', 'county')),
  parent text references agency,
  pack text not null,
  created_at timestamptz not null
);

create table app_user (
  id text primary key,
  login text not null unique constraint app_user_login_shape check (login ~ '^[a-z][a-z0-9._-]{1,31}$'),
  display_name text not null,
  agency text references agency,
  password_hash text,
  password_is_initial boolean not null default true,
  password_changed_at timestamptz,
  password_history text[] not null default '{}',
  totp_secret bytea,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table user_role (
  user_id text not null references app_user,
  role text not null,
  granted_at timestamptz not null,
  primary key (user_id, role)
);

create table user_session (
  token_hash bytea primary key,
  user_id text not null references app_user,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text not null,
  agent text not null
);
create index user_session_by_user on user_session (user_id) where ended_at is null;

create table idempotent_request (
  user_id text not null references app_user,
  key text not null constraint idempotent_key_shape check (length(key) between 8 and 128),
  route text not null,
  request_hash bytea not null,
  answer text not null,
  at timestamptz not null,
  primary key (user_id, key)
);

-- Policy packs as they were when an agency began to use them: a closed period keeps its version.
create table pack_version (
  pack text not null,
  version integer not null,
  effective_from date not null,
  content_hash bytea not null,
  content jsonb not null,
  stored_at timestamptz not null,
  primary key (pack, version)
);

-- Off days and make-up days of a year, with the notice they come from; without one the year is 推算.
create table holiday_calendar (
  year integer primary key constraint holiday_year check (year between 2000 and 2100),
  notice text,
  off_days date[] not null,
  work_days date[] not null,
  updated_at timestamptz not null
);

-- Two RFC 6962 trees in one table. `node` keeps the roots of full subtrees, so that a root and a proof
-- read O(log n) rows.
create table log_entry (
  tree text not null constraint log_tree check (tree in ('public', 'audit')),
  index bigint not null constraint log_index check (index >= 0),
  type text not null,
  agency text,
  subject text,
  entry bytea not null constraint log_entry_size check (length(entry) <= 65536),
  at timestamptz not null,
  primary key (tree, index)
);
create index log_entry_by_subject on log_entry (tree, subject, index);

create table log_node (
  tree text not null,
  level integer not null constraint log_node_level check (level between 0 and 62),
  index bigint not null,
  hash bytea not null constraint log_node_hash check (length(hash) = 32),
  primary key (tree, level, index)
);

create table log_checkpoint (
  tree text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  at timestamptz not null,
  primary key (tree, size)
);

-- Values behind an audit entry: before and after, encrypted; the entry holds their salted hashes.
create table audit_value (
  index bigint primary key,
  sealed bytea not null
);

create trigger log_entry_append_only before update or delete or truncate on log_entry
  for each statement execute function refuse_change();
create trigger log_node_append_only before update or delete or truncate on log_node
  for each statement execute function refuse_change();
create trigger log_checkpoint_append_only before update or delete or truncate on log_checkpoint
  for each statement execute function refuse_change();
create trigger audit_value_append_only before update or delete or truncate on audit_value
  for each statement execute function refuse_change();
create trigger pack_version_append_only before update or delete or truncate on pack_version
  for each statement execute function refuse_change();

alter table app_user enable row level security;
alter table user_role enable row level security;
alter table user_session enable row level security;
alter table idempotent_request enable row level security;
alter table log_entry enable row level security;
alter table audit_value enable row level security;

create policy app_user_of_territory on app_user using (is_system() or sees(agency));
create policy user_role_of_territory on user_role
  using (is_system() or exists (select from app_user u where u.id = user_id and sees(u.agency)));
create policy user_session_own on user_session
  using (is_system() or user_id = current_setting('sunlot.actor', true));
create policy idempotent_request_own on idempotent_request
  using (is_system() or user_id = current_setting('sunlot.actor', true));
create policy log_entry_public_to_all on log_entry for select using (tree = 'public' or is_system());
create policy log_entry_append on log_entry for insert with check (true);
create policy audit_value_system on audit_value for select using (is_system());
create policy audit_value_append on audit_value for insert with check (true);

grant select on setting, agency, pack_version, holiday_calendar, log_entry, log_node, log_checkpoint, audit_value to sunlot_app;
grant insert, update on setting, holiday_calendar, agency, app_user, user_session, idempotent_request to sunlot_app;
grant select, delete on idempotent_request to sunlot_app;
grant select on app_user, user_session to sunlot_app;
grant select, insert, delete on user_role to sunlot_app;
grant insert on pack_version, log_entry, log_node, log_checkpoint, audit_value to sunlot_app;
