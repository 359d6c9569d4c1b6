-- 一单两库: the object directory, the inspector directory and the item list.

-- One row an object of an agency. `key` is the credit code, or `<owner's credit code>/<project number>`.
-- `facts` is the object as the rules read it (ObjectFacts of core/src/policy/facts.ts, id = key); what lists filter
-- and sort by is a column besides. Names sort by their stored pinyin, by bytes. What an office's own columns hold besides
-- (telephones, contacts) is kept encrypted in `sealed_remarks`.
create table inspection_object (
  id text primary key,
  agency text not null references agency,
  key text not null,
  name text not null,
  name_pinyin text collate "C" not null,
  name_initials text collate "C" not null,
  region text not null,
  permit_category text not null,
  status text not null constraint object_status check (status in ('active', 'suspended', 'closed', 'deregistered', 'moved')),
  status_since date,
  facts jsonb not null,
  sealed_remarks bytea,
  row_hash bytea not null,
  added_at timestamptz not null,
  updated_at timestamptz not null,
  constraint object_once unique (agency, key)
);
create index inspection_object_by_name on inspection_object (agency, name_pinyin, id);

-- `facts` is InspectorFacts of core/src/policy/facts.ts (id = certificate number; recusals lie in their own table);
-- `sealed_personal` holds identity number and telephone, encrypted.
create table inspector (
  id text primary key,
  agency text not null references agency,
  certificate_no text not null,
  name text not null,
  name_pinyin text collate "C" not null,
  name_initials text collate "C" not null,
  department text not null,
  certificate_valid_to date,
  facts jsonb not null,
  sealed_personal bytea,
  sealed_remarks bytea,
  row_hash bytea not null,
  disabled_at timestamptz,
  added_at timestamptz not null,
  updated_at timestamptz not null,
  constraint inspector_once unique (agency, certificate_no)
);
create index inspector_by_name on inspector (agency, name_pinyin, id);

-- Interests of an inspector in an object: object by key, so that a recusal may precede the object's import.
create table recusal (
  agency text not null references agency,
  certificate_no text not null,
  object_key text not null,
  reason text not null,
  declared_at timestamptz not null,
  primary key (agency, certificate_no, object_key)
);

create table item_list (
  id text primary key,
  agency text not null references agency,
  version integer not null,
  state text not null constraint item_list_state check (state in ('draft', 'published', 'superseded')),
  source_hash bytea not null,
  created_by text not null references app_user,
  created_at timestamptz not null,
  published_by text references app_user,
  published_at timestamptz,
  channel text,
  url text,
  constraint item_list_version unique (agency, version),
  constraint item_list_publication check (state = 'draft' or (published_at is not null and channel is not null and url is not null))
);
create unique index item_list_one_draft on item_list (agency) where state = 'draft';
create unique index item_list_one_published on item_list (agency) where state = 'published';

create table inspection_item (
  list_id text not null references item_list,
  serial text not null,
  position integer not null,
  category text not null,
  name text not null,
  object_kind text[] not null,
  grade text not null constraint item_grade check (grade in ('key', 'general')),
  methods text[] not null,
  authority text not null,
  legal_basis text[] not null,
  content text not null,
  missing text[] not null default '{}',
  origin text not null default 'list' constraint item_origin check (origin in ('list', 'derived')),
  remarks jsonb not null default '{}',
  primary key (list_id, serial)
);

-- Every change of a directory is a version: its root goes into the public log, so that a draw can name it.
create table directory_version (
  agency text not null references agency,
  kind text not null constraint directory_kind check (kind in ('objects', 'inspectors', 'items')),
  version integer not null,
  size integer not null,
  root bytea not null,
  log_index bigint not null,
  at timestamptz not null,
  primary key (agency, kind, version)
);

create table import_run (
  id text primary key,
  agency text not null references agency,
  kind text not null constraint import_kind check (kind in ('objects', 'inspectors', 'items', 'visits')),
  file_name text not null,
  file_hash bytea not null,
  sheet text not null,
  counts jsonb not null,
  by_user text not null references app_user,
  at timestamptz not null
);

alter table inspection_object enable row level security;
alter table inspector enable row level security;
alter table recusal enable row level security;
alter table item_list enable row level security;
alter table inspection_item enable row level security;
alter table directory_version enable row level security;
alter table import_run enable row level security;

create policy object_of_territory on inspection_object using (sees(agency));
create policy inspector_of_territory on inspector using (sees(agency));
create policy recusal_of_territory on recusal using (sees(agency));
create policy item_list_of_territory on item_list using (sees(agency));
create policy item_list_published on item_list for select using (state <> 'draft');
create policy item_of_visible_list on inspection_item using (exists (select from item_list l where l.id = list_id));
create policy directory_version_of_territory on directory_version using (sees(agency));
create policy import_run_of_territory on import_run using (sees(agency));

grant select, insert, update on inspection_object, inspector, recusal, item_list, inspection_item to sunlot_app;
grant delete on inspection_item, recusal to sunlot_app;
grant select, insert on directory_version, import_run to sunlot_app;
