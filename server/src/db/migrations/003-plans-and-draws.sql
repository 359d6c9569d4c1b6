-- Annual plans, tasks, draws.

create table annual_plan (
  id text primary key,
  agency text not null references agency,
  year integer not null,
  version integer not null,
  state text not null constraint plan_state
    check (state in ('draft', 'submitted', 'approved', 'issued', 'published', 'superseded')),
  pack text not null,
  pack_version integer not null,
  drafted_by text not null references app_user,
  drafted_at timestamptz not null,
  made_on date,
  submitted_by text references app_user,
  approved_by text references app_user,
  issued_by text references app_user,
  issued_on date,
  published_by text references app_user,
  published_at timestamptz,
  channel text,
  url text,
  log_index bigint,
  constraint plan_version unique (agency, year, version),
  constraint plan_pack foreign key (pack, pack_version) references pack_version (pack, version),
  constraint plan_two_people check (approved_by is null or approved_by <> drafted_by)
);
create unique index plan_one_open on annual_plan (agency, year) where state <> 'superseded';

-- `fields` are the pack's plan fields (the nine of Jiangxian) by their ids.
create table plan_entry (
  id text primary key,
  plan_id text not null references annual_plan,
  entry text not null,
  position integer not null,
  rule text not null,
  class text not null,
  level text not null,
  period text not null,
  base integer not null,
  required integer not null,
  recommended integer not null,
  n integer not null,
  clause jsonb not null,
  fields jsonb not null,
  constraint plan_entry_once unique (plan_id, entry),
  constraint plan_entry_counts check (base >= 0 and required >= 0 and n >= 0 and n <= base)
);

create table task (
  id text primary key,
  agency text not null references agency,
  code text not null constraint task_code_shape check (code ~ '^[a-z0-9][a-z0-9:._-]{0,63}$'),
  plan_entry_id text not null references plan_entry,
  class text not null,
  level text not null,
  period text not null,
  kind text not null constraint task_kind check (kind in ('daily', 'campaign', 'internalJoint', 'interdepartmental')),
  n integer not null,
  items text[] not null,
  item_list_id text not null references item_list,
  window_from date not null,
  window_to date not null,
  state text not null constraint task_state check (state in ('initiated', 'frozen', 'drawn', 'void', 'closed')),
  created_by text not null references app_user,
  created_at timestamptz not null,
  constraint task_code_once unique (agency, code),
  constraint task_window check (window_from <= window_to)
);

-- A draw keeps public and secret things apart: manifest, public list and certificate may be shown to anybody, `sealed_*` are
-- encrypted with a key outside the database. Teams and evidence are made anew from the sealed rows: the same input always
-- gives the same answer.
create table draw (
  id text primary key,
  agency text not null references agency,
  task_id text not null references task,
  seq integer not null,
  state text not null constraint draw_state check (state in ('frozen', 'entered', 'drawn', 'revealed', 'void', 'abandoned')),
  period text not null,
  stratum text not null,
  manifest text not null,
  fingerprint bytea not null,
  public_list text not null,
  sealed_key bytea not null,
  sealed_rows bytea not null,
  warnings jsonb not null,
  rehearsals jsonb not null,
  manifest_index bigint not null,
  manifest_size bigint not null,
  frozen_by text not null references app_user,
  frozen_at timestamptz not null,
  seed bytea,
  certificate text,
  result_index bigint,
  result_size bigint,
  drawn_by text references app_user,
  drawn_at timestamptz,
  reveal text,
  reveal_index bigint,
  reveal_size bigint,
  revealed_by text references app_user,
  approved_by text references app_user,
  revealed_at timestamptz,
  constraint draw_once unique (task_id, seq),
  constraint draw_result_whole check ((seed is null) = (certificate is null) and (seed is null) = (drawn_at is null)
    and (seed is null) = (result_size is null)),
  constraint draw_reveal_whole check ((reveal is null) = (revealed_at is null) and (reveal is null) = (reveal_size is null))
);
-- One open manifest per agency, period and stratum.
create unique index draw_one_open on draw (agency, period, stratum) where state in ('frozen', 'entered');

-- A number thrown in the room, typed by two people who do not see each other's entry.
create table draw_entry (
  draw_id text not null references draw,
  position integer not null,
  kind text not null,
  user_id text not null references app_user,
  part text not null constraint draw_entry_part check (part in ('operator', 'witness')),
  value text not null,
  at timestamptz not null,
  log_index bigint,
  primary key (draw_id, position, part),
  constraint draw_entry_person_once unique (draw_id, position, user_id)
);

-- Who was drawn, and who goes: closed until the visit, so readable only through the draw's own rights.
create table drawn_object (
  draw_id text not null references draw,
  agency text not null references agency,
  rank integer not null,
  object_id text not null references inspection_object,
  stratum text not null,
  year integer not null,
  primary key (draw_id, rank)
);
create index drawn_object_by_object on drawn_object (agency, year, object_id);

create table drawn_seat (
  draw_id text not null,
  agency text not null references agency,
  rank integer not null,
  seat text not null,
  inspector_id text not null references inspector,
  year integer not null,
  primary key (draw_id, rank, seat),
  foreign key (draw_id, rank) references drawn_object,
  constraint drawn_seat_person_once unique (draw_id, rank, inspector_id)
);
create index drawn_seat_by_inspector on drawn_seat (agency, year, inspector_id);

-- A drawn list is fixed: the database itself refuses to change it.
create trigger drawn_object_fixed before update or delete or truncate on drawn_object
  for each statement execute function refuse_change();
create trigger drawn_seat_fixed before update or delete or truncate on drawn_seat
  for each statement execute function refuse_change();

create function refuse_draw_rewrite() returns trigger
  language plpgsql as $$
begin
  if old.manifest is distinct from new.manifest or old.fingerprint is distinct from new.fingerprint
     or old.public_list is distinct from new.public_list
     or old.sealed_key is distinct from new.sealed_key or old.sealed_rows is distinct from new.sealed_rows
     or (old.certificate is not null and old.certificate is distinct from new.certificate)
     or (old.seed is not null and old.seed is distinct from new.seed)
     or (old.reveal is not null and old.reveal is distinct from new.reveal) then
    raise exception 'a frozen or drawn list cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger draw_fixed before update on draw for each row execute function refuse_draw_rewrite();
create trigger draw_kept before delete or truncate on draw for each statement execute function refuse_change();
create trigger draw_entry_kept before delete or truncate on draw_entry for each statement execute function refuse_change();

alter table annual_plan enable row level security;
alter table plan_entry enable row level security;
alter table task enable row level security;
alter table draw enable row level security;
alter table draw_entry enable row level security;
alter table drawn_object enable row level security;
alter table drawn_seat enable row level security;

create policy plan_of_territory on annual_plan using (sees(agency));
create policy plan_published on annual_plan for select using (state in ('published', 'superseded') and published_at is not null);
create policy plan_entry_of_visible_plan on plan_entry using (exists (select from annual_plan p where p.id = plan_id));
create policy task_of_territory on task using (sees(agency));
create policy draw_of_territory on draw using (sees(agency));
create policy draw_entry_of_visible_draw on draw_entry using (exists (select from draw d where d.id = draw_id));
create policy drawn_object_of_territory on drawn_object using (sees(agency));
create policy drawn_seat_of_territory on drawn_seat using (sees(agency));

grant select, insert, update on annual_plan, plan_entry, task, draw to sunlot_app;
grant delete on plan_entry to sunlot_app;
grant select, insert, update on draw_entry to sunlot_app;
grant select, insert on drawn_object, drawn_seat to sunlot_app;
