-- The upkeep of the item list: who approved it, why it was adjusted, the superior list it was made from, the duties it has to
-- cover, where it was sent; what a task leaves out of it; and the scheme document of a year's plan.

alter table item_list add column approved_by text references app_user;
alter table item_list add column approved_at timestamptz;
-- The published list of the superior agency that this one was published under.
alter table item_list add column parent_list_id text references item_list;
alter table inspection_item add column matter text not null default '';

-- Why a draft differs from the list in force, or a first draft from the superior list: serials of the draft for what is added
-- or changed, serial, category and name for what ends.
create table item_adjustment (
  id text primary key,
  position bigint not null generated always as identity,
  list_id text not null references item_list,
  agency text not null references agency,
  ground text not null constraint adjustment_ground
    check (ground in ('enacted', 'amended', 'repealed', 'interpreted', 'dutyChanged', 'practice')),
  document text not null constraint adjustment_document_present check (document <> ''),
  effective_on date not null,
  added text[] not null,
  changed text[] not null,
  ended jsonb not null,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  constraint adjustment_of_something check (cardinality(added) + cardinality(changed) + jsonb_array_length(ended) > 0)
);
create index item_adjustment_by_list on item_adjustment (list_id, position);
create trigger item_adjustment_kept before update or delete or truncate on item_adjustment
  for each statement execute function refuse_change();

-- The duties of an agency as its 三定方案, 权责清单 and “互联网+监管”清单 name them; a file replaces them all.
create table reference_duty (
  agency text not null references agency,
  position integer not null,
  source text not null constraint duty_source check (source in ('threeFixed', 'powers', 'internetSupervision')),
  duty_no text not null,
  name text not null constraint duty_name_present check (name <> ''),
  suitable boolean not null,
  item text not null,
  remarks jsonb not null default '{}',
  primary key (agency, position)
);
alter table import_run drop constraint import_kind;
alter table import_run add constraint import_kind
  check (kind in ('objects', 'inspectors', 'items', 'visits', 'jointItems', 'duties'));

-- A published list that was sent to a platform, and what came back. A later answer is a further row.
create table item_push (
  id text primary key,
  position bigint not null generated always as identity,
  agency text not null references agency,
  list_id text not null references item_list,
  platform text not null constraint item_push_platform_present check (platform <> ''),
  status text not null constraint item_push_status check (status in ('sent', 'accepted', 'rejected')),
  receipt text not null,
  items integer not null,
  content_hash bytea not null,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  constraint item_push_receipt check (status = 'sent' or receipt <> '')
);
create index item_push_by_list on item_push (list_id, position);
create trigger item_push_kept before update or delete or truncate on item_push
  for each statement execute function refuse_change();

-- Items that concern the class and that the task does without, and why.
alter table task add column left_out jsonb;

-- 实施方案 of a year. A corrected record is a further row; the one with the highest position holds.
create table scheme_document (
  id text primary key,
  position bigint not null generated always as identity,
  agency text not null references agency,
  year integer not null,
  title text not null constraint scheme_title_present check (title <> ''),
  number text not null,
  issued_on date not null,
  url text not null,
  sha256 bytea not null constraint scheme_hash check (length(sha256) = 32),
  recorded_by text not null references app_user,
  recorded_at timestamptz not null
);
create index scheme_document_by_year on scheme_document (agency, year, position);
create trigger scheme_document_kept before update or delete or truncate on scheme_document
  for each statement execute function refuse_change();

alter table item_adjustment enable row level security;
alter table reference_duty enable row level security;
alter table item_push enable row level security;
alter table scheme_document enable row level security;

create policy item_adjustment_of_territory on item_adjustment for select using (sees(agency));
create policy item_adjustment_written_at_home on item_adjustment for insert with check (owns(agency));
create policy duty_of_territory on reference_duty for select using (sees(agency));
create policy duty_written_at_home on reference_duty for insert with check (owns(agency));
create policy duty_removed_at_home on reference_duty for delete using (owns(agency));
create policy item_push_of_territory on item_push for select using (sees(agency));
create policy item_push_written_at_home on item_push for insert with check (owns(agency));
-- What is recorded has been issued to the public.
create policy scheme_document_of_everybody on scheme_document for select using (true);
create policy scheme_document_written_at_home on scheme_document for insert with check (owns(agency));

grant select, insert on item_adjustment, item_push, scheme_document to sunlot_app;
grant select, insert, delete on reference_duty to sunlot_app;
