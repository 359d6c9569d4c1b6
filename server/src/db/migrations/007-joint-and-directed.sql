-- Directed inspections, who may not or cannot go, joint items, partner departments and what was agreed with them.

-- An inspection that is directed at somebody, on a ground the scheme lists, with the document behind it. It is no draw and
-- counts for nothing. It is done when a visit is recorded under its code. Objects by key, as in recusals.
create table directed_inspection (
  id text primary key,
  agency text not null references agency,
  code text not null constraint directed_code_shape check (code ~ '^[a-z0-9][a-z0-9:._-]{0,63}$'),
  object_key text not null,
  ground text not null,
  ground_text text not null,
  document text not null constraint directed_document_present check (document <> ''),
  planned_on date not null,
  items text[] not null constraint directed_items_present check (cardinality(items) > 0),
  item_list_id text not null references item_list,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  constraint directed_code_once unique (agency, code)
);
create index directed_by_day on directed_inspection (agency, planned_on, id);
create trigger directed_kept before update or delete or truncate on directed_inspection
  for each statement execute function refuse_change();

-- A person of the directory signs in with this account: so that an interest can be declared by oneself.
create table inspector_account (
  user_id text primary key references app_user,
  agency text not null references agency,
  certificate_no text not null,
  bound_by text not null references app_user,
  bound_at timestamptz not null,
  constraint inspector_account_once unique (agency, certificate_no)
);

-- Who declared an interest; rows of a workbook name nobody.
alter table recusal add column declared_by text references app_user;

-- Days on which a person of the directory is away: leave, secondment, illness. Both days inclusive; an absence that ends
-- early gets an earlier last day, one that is called off gets none of its days.
create table inspector_absence (
  id text primary key,
  agency text not null references agency,
  certificate_no text not null,
  from_day date not null,
  to_day date,
  called_off boolean not null default false,
  sealed_reason bytea not null,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  constraint absence_span check (to_day is null or from_day <= to_day)
);
create index absence_by_person on inspector_absence (agency, certificate_no, from_day);

-- The list of joint items of an agency, in versions, like its item list.
create table joint_list (
  id text primary key,
  agency text not null references agency,
  version integer not null,
  state text not null constraint joint_list_state check (state in ('draft', 'published', 'superseded')),
  source text not null constraint joint_list_source check (source in ('pack', 'file')),
  created_by text not null references app_user,
  created_at timestamptz not null,
  published_by text references app_user,
  published_at timestamptz,
  channel text,
  url text,
  constraint joint_list_version unique (agency, version),
  constraint joint_list_publication check (state = 'draft' or (published_at is not null and channel is not null and url is not null))
);
create unique index joint_list_one_draft on joint_list (agency) where state = 'draft';
create unique index joint_list_one_published on joint_list (agency) where state = 'published';

create table joint_item (
  list_id text not null references joint_list,
  serial text not null,
  position integer not null,
  name text not null,
  lead_department text not null,
  partner_departments text[] not null constraint joint_item_partners check (cardinality(partner_departments) > 0),
  object_kind text not null,
  matters text not null,
  mode text not null,
  demands text not null,
  remarks jsonb not null default '{}',
  primary key (list_id, serial)
);

alter table import_run drop constraint import_kind;
alter table import_run add constraint import_kind
  check (kind in ('objects', 'inspectors', 'items', 'visits', 'jointItems'));
alter table directory_version drop constraint directory_kind;
alter table directory_version add constraint directory_kind
  check (kind in ('objects', 'inspectors', 'items', 'jointItems'));

-- A department outside that takes part in joint inspections. Its contact is encrypted. Its own account, where it has one, sees
-- the tasks it takes part in and nothing else.
create table partner_department (
  id text primary key,
  agency text not null references agency,
  name text not null constraint partner_name_present check (name <> ''),
  sealed_contact bytea,
  user_id text unique references app_user,
  added_by text not null references app_user,
  added_at timestamptz not null,
  constraint partner_once unique (agency, name)
);

-- The joint items and partners of an interdepartmental task, fixed when they are chosen; a further choice is a further row,
-- and the one with the highest position holds.
create table joint_task (
  id text primary key,
  position bigint not null generated always as identity,
  task_id text not null references task,
  agency text not null references agency,
  joint_list_id text not null references joint_list,
  items text[] not null constraint joint_task_items check (cardinality(items) > 0),
  partners text[] not null constraint joint_task_partners check (cardinality(partners) > 0),
  chosen_by text not null references app_user,
  chosen_at timestamptz not null
);
create index joint_task_by_task on joint_task (task_id, position);
create trigger joint_task_kept before update or delete or truncate on joint_task
  for each statement execute function refuse_change();

-- What was agreed with a partner about a choice before anybody goes (充分协商). A further consultation is a further row, and
-- the one with the highest position holds; a confirmation belongs to the row it confirms.
create table consultation (
  id text primary key,
  position bigint not null generated always as identity,
  choice_id text not null references joint_task,
  agency text not null references agency,
  partner_id text not null references partner_department,
  matters text not null constraint consultation_matters check (matters <> ''),
  mode text not null constraint consultation_mode check (mode <> ''),
  demands text not null constraint consultation_demands check (demands <> ''),
  held_on date not null,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null
);
create index consultation_by_choice on consultation (choice_id, partner_id, position);
create trigger consultation_kept before update or delete or truncate on consultation
  for each statement execute function refuse_change();

-- `document` is the partner's letter where the office recorded the confirmation, and null where the partner's own account gave it.
create table consultation_confirmation (
  consultation_id text primary key references consultation,
  agency text not null references agency,
  confirmed_on date not null,
  document text,
  confirmed_by text not null references app_user,
  confirmed_at timestamptz not null
);
create trigger consultation_confirmation_kept before update or delete or truncate on consultation_confirmation
  for each statement execute function refuse_change();

alter table directed_inspection enable row level security;
alter table inspector_account enable row level security;
alter table inspector_absence enable row level security;
alter table joint_list enable row level security;
alter table joint_item enable row level security;
alter table partner_department enable row level security;
alter table joint_task enable row level security;
alter table consultation enable row level security;
alter table consultation_confirmation enable row level security;

-- Seen from above, written at home.
create policy directed_of_territory on directed_inspection for select using (sees(agency));
create policy directed_written_at_home on directed_inspection for insert with check (owns(agency));
create policy inspector_account_of_territory on inspector_account for select using (sees(agency));
create policy inspector_account_written_at_home on inspector_account for insert with check (owns(agency));
create policy inspector_account_removed_at_home on inspector_account for delete using (owns(agency));
create policy absence_of_territory on inspector_absence for select using (sees(agency));
create policy absence_written_at_home on inspector_absence for insert with check (owns(agency));
create policy absence_changed_at_home on inspector_absence for update using (owns(agency)) with check (owns(agency));
create policy joint_list_of_territory on joint_list for select using (sees(agency) or state <> 'draft');
create policy joint_list_written_at_home on joint_list for insert with check (owns(agency));
create policy joint_list_changed_at_home on joint_list for update using (owns(agency)) with check (owns(agency));
create policy joint_item_of_visible_list on joint_item for select
  using (exists (select from joint_list l where l.id = list_id));
create policy joint_item_written_at_home on joint_item for insert
  with check (exists (select from joint_list l where l.id = list_id and owns(l.agency)));
create policy joint_item_removed_at_home on joint_item for delete
  using (exists (select from joint_list l where l.id = list_id and l.state = 'draft' and owns(l.agency)));
create policy partner_of_territory on partner_department for select using (sees(agency));
create policy partner_written_at_home on partner_department for insert with check (owns(agency));
create policy partner_changed_at_home on partner_department for update using (owns(agency)) with check (owns(agency));
create policy joint_task_of_territory on joint_task for select using (sees(agency));
create policy joint_task_written_at_home on joint_task for insert with check (owns(agency));
create policy consultation_of_territory on consultation for select using (sees(agency));
create policy consultation_written_at_home on consultation for insert with check (owns(agency));
create policy confirmation_of_territory on consultation_confirmation for select using (sees(agency));
create policy confirmation_written_at_home on consultation_confirmation for insert with check (owns(agency));

grant select, insert on directed_inspection, joint_task, consultation, consultation_confirmation to sunlot_app;
grant select, insert, delete on inspector_account, joint_item to sunlot_app;
grant select, insert, update on inspector_absence, joint_list, partner_department to sunlot_app;
