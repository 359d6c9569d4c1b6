-- Classes set by hand, lists handed down by a higher authority, reviews of the directory, and who keeps its lists.

-- The agencies above the actor's own, and the own one.
create function own_line() returns text[]
  language sql stable parallel safe
  begin atomic
    with recursive up (code, parent) as (
      select a.code, a.parent from agency a
      where a.code = split_part(coalesce(current_setting('sunlot.agencies', true), ''), ',', 1)
      union
      select a.code, a.parent from agency a join up on a.code = up.parent
    )
    select coalesce(array_agg(code), '{}') from up;
  end;

-- A class proposed for an object of the agency's own directory, between two days, both inclusive. Never edited: what became
-- of it stands in the two tables below. Objects by key, as in recusals.
create table class_override (
  id text primary key,
  agency text not null references agency,
  object_key text not null,
  class text not null,
  reason text not null constraint class_override_reason check (reason <> ''),
  from_day date not null,
  to_day date not null,
  proposed_by text not null references app_user,
  proposed_at timestamptz not null,
  constraint class_override_span check (from_day <= to_day),
  constraint class_override_proposer unique (id, proposed_by)
);
create index class_override_by_object on class_override (agency, object_key);

-- `decided_name` is what the class's reason says for ever; `computed_class` is the class the object had by the scheme's own
-- conditions on that day, so that a later review sees whether the facts changed.
create table class_override_decision (
  override_id text primary key,
  agency text not null references agency,
  outcome text not null constraint class_override_outcome check (outcome in ('approved', 'refused', 'withdrawn')),
  note text,
  computed_class text not null,
  proposed_by text not null,
  decided_by text not null references app_user,
  decided_name text not null,
  decided_on date not null,
  decided_at timestamptz not null,
  constraint class_override_two_people check (outcome = 'withdrawn' or decided_by <> proposed_by),
  constraint class_override_decided foreign key (override_id, proposed_by) references class_override (id, proposed_by)
);

-- From `ended_on` on, an approved override no longer holds.
create table class_override_end (
  override_id text primary key references class_override_decision,
  agency text not null references agency,
  ended_on date not null,
  reason text not null constraint class_override_end_reason check (reason <> ''),
  ended_by text not null references app_user,
  ended_at timestamptz not null
);

-- A list that fixes who has a class, as the authority of `level` handed it down for a year. A further list of the same kind, level
-- and year is a further version, and the last one holds.
create table handed_down_list (
  id text primary key,
  agency text not null references agency,
  class text not null,
  kind text not null constraint handed_down_kind check (kind ~ '^(keyList|construction|row:[A-Za-z][A-Za-z0-9]*)$'),
  level text not null constraint handed_down_level check (level in ('national', 'provincial', 'municipal', 'county')),
  year integer not null,
  version integer not null,
  document text not null constraint handed_down_document check (document <> ''),
  imported_by text not null references app_user,
  imported_at timestamptz not null,
  constraint handed_down_version unique (agency, kind, level, year, version)
);

create table handed_down_entry (
  list_id text not null references handed_down_list,
  position integer not null,
  object_key text,
  name text not null,
  due date,
  primary key (list_id, position)
);
create index handed_down_entry_by_object on handed_down_entry (object_key, list_id);

-- That somebody looked through the directories on a day, and what was changed.
create table directory_review (
  id text primary key,
  agency text not null references agency,
  reviewed_on date not null,
  changes text not null constraint directory_review_changes check (changes <> ''),
  objects integer not null,
  inspectors integer not null,
  reviewed_by text not null references app_user,
  reviewed_at timestamptz not null
);
create index directory_review_by_day on directory_review (agency, reviewed_on);

-- The list of a class that last year's facts decide, as it was proposed for a year: who enters, stays, leaves, and why. A further
-- proposal is a further version; one that is approved stands.
create table yearly_list (
  id text primary key,
  agency text not null references agency,
  class text not null,
  year integer not null,
  version integer not null,
  entries jsonb not null,
  proposed_by text not null references app_user,
  proposed_at timestamptz not null,
  constraint yearly_list_version unique (agency, class, year, version),
  constraint yearly_list_proposer unique (id, proposed_by)
);

create table yearly_list_approval (
  list_id text primary key,
  agency text not null references agency,
  proposed_by text not null,
  approved_by text not null references app_user,
  approved_name text not null,
  approved_at timestamptz not null,
  constraint yearly_list_two_people check (approved_by <> proposed_by),
  constraint yearly_list_approved foreign key (list_id, proposed_by) references yearly_list (id, proposed_by)
);

-- Who keeps a list (一单两库): a further row takes the place of the one before, and the one with the highest position holds.
create table list_steward (
  position bigint not null generated always as identity primary key,
  agency text not null references agency,
  list text not null constraint list_steward_list check (list in ('items', 'objects', 'inspectors')),
  user_id text not null references app_user,
  set_by text not null references app_user,
  set_at timestamptz not null
);
create index list_steward_by_agency on list_steward (agency, list, position);

-- What changed of an object that stays in its directory: state, name, holder, permit, 正面清单. `since` is the day from which a
-- state holds, as the office wrote it. Written by a trigger, so that no way of changing a row goes past it.
create table object_change (
  position bigint not null generated always as identity primary key,
  agency text not null references agency,
  object_key text not null,
  field text not null,
  before text,
  after text,
  since date,
  -- The import that did it: instants are whole seconds, and several imports fit into one.
  import_run text,
  at timestamptz not null
);
create index object_change_by_object on object_change (agency, object_key, position);

create function record_object_change() returns trigger
  language plpgsql as $$
begin
  insert into object_change (agency, object_key, field, before, after, since, import_run, at)
    select new.agency, new.key, field, before, after, since, nullif(current_setting('sunlot.import', true), ''), new.updated_at
    from (values
      ('status', old.status, new.status, new.status_since),
      ('name', old.name, new.name, null),
      ('legalRepresentative', old.facts ->> 'legalRepresentative', new.facts ->> 'legalRepresentative', null),
      ('permitCategory', old.permit_category, new.permit_category, null),
      ('positiveList', old.facts ->> 'positiveList', new.facts ->> 'positiveList', null)
    ) as change (field, before, after, since)
    where before is distinct from after;
  return null;
end $$;
create trigger object_changed after update on inspection_object
  for each row when (old.row_hash is distinct from new.row_hash) execute function record_object_change();

create trigger yearly_list_kept before update or delete or truncate on yearly_list
  for each statement execute function refuse_change();
create trigger yearly_list_approval_kept before update or delete or truncate on yearly_list_approval
  for each statement execute function refuse_change();
create trigger list_steward_kept before update or delete or truncate on list_steward
  for each statement execute function refuse_change();
create trigger object_change_kept before update or delete or truncate on object_change
  for each statement execute function refuse_change();
create trigger class_override_kept before update or delete or truncate on class_override
  for each statement execute function refuse_change();
create trigger class_override_decision_kept before update or delete or truncate on class_override_decision
  for each statement execute function refuse_change();
create trigger class_override_end_kept before update or delete or truncate on class_override_end
  for each statement execute function refuse_change();
create trigger handed_down_list_kept before update or delete or truncate on handed_down_list
  for each statement execute function refuse_change();
create trigger handed_down_entry_kept before update or delete or truncate on handed_down_entry
  for each statement execute function refuse_change();
create trigger directory_review_kept before update or delete or truncate on directory_review
  for each statement execute function refuse_change();

alter table class_override enable row level security;
alter table class_override_decision enable row level security;
alter table class_override_end enable row level security;
alter table handed_down_list enable row level security;
alter table handed_down_entry enable row level security;
alter table directory_review enable row level security;
alter table yearly_list enable row level security;
alter table yearly_list_approval enable row level security;
alter table list_steward enable row level security;
alter table object_change enable row level security;

-- Seen from above, written at home; a list holds for all below the agency that took it in, who see it too.
create policy class_override_of_territory on class_override for select using (sees(agency));
create policy class_override_written_at_home on class_override for insert with check (owns(agency));
create policy class_override_decision_of_territory on class_override_decision for select using (sees(agency));
create policy class_override_decision_written_at_home on class_override_decision for insert with check (owns(agency));
create policy class_override_end_of_territory on class_override_end for select using (sees(agency));
create policy class_override_end_written_at_home on class_override_end for insert with check (owns(agency));
create policy handed_down_list_of_line on handed_down_list for select
  using (sees(agency) or agency = any((select own_line())::text[]));
create policy handed_down_list_written_at_home on handed_down_list for insert with check (owns(agency));
create policy handed_down_entry_of_visible_list on handed_down_entry for select
  using (exists (select from handed_down_list l where l.id = list_id));
create policy handed_down_entry_written_at_home on handed_down_entry for insert
  with check (exists (select from handed_down_list l where l.id = list_id and owns(l.agency)));
create policy directory_review_of_territory on directory_review for select using (sees(agency));
create policy directory_review_written_at_home on directory_review for insert with check (owns(agency));
create policy yearly_list_of_territory on yearly_list for select using (sees(agency));
create policy yearly_list_written_at_home on yearly_list for insert with check (owns(agency));
create policy yearly_list_approval_of_territory on yearly_list_approval for select using (sees(agency));
create policy yearly_list_approval_written_at_home on yearly_list_approval for insert with check (owns(agency));
create policy list_steward_of_territory on list_steward for select using (sees(agency));
create policy list_steward_written_at_home on list_steward for insert with check (owns(agency));
create policy object_change_of_territory on object_change for select using (sees(agency));
create policy object_change_written_at_home on object_change for insert with check (owns(agency));

grant select, insert on class_override, class_override_decision, class_override_end to sunlot_app;
grant select, insert on handed_down_list, handed_down_entry, directory_review, list_steward, object_change to sunlot_app;
grant select, insert on yearly_list, yearly_list_approval to sunlot_app;
