-- The classes of objects as they were: what an object's row says now does not rewrite the months before.

-- From `from_day` on the object has the class `after`. One row for each change, and one without a change wherever the facts of an
-- object are about to be replaced: up to that day the record speaks, and no longer the row. `cause` says which write left it:
-- `time` = the conditions gave another class with the days, seen at the write before which it was reckoned.
create table class_change (
  position bigint not null generated always as identity primary key,
  -- Whose directory the object stands in, and who wrote: a list handed down reaches the directories below.
  agency text not null references agency,
  recorded_by text not null references agency,
  object_key text not null,
  from_day date not null,
  before text,
  after text not null,
  -- Condition, fact, date, document and clause of each reason, as the scheme in force gave them.
  reasons jsonb not null,
  -- Left a class at the end of a quarter in which nobody inspected it.
  exited_uninspected boolean not null,
  cause text not null constraint class_change_cause check (cause in ('time', 'import', 'override', 'handedDown', 'yearlyList')),
  -- The import, override, list or draw that left it.
  source text,
  pack text not null,
  pack_version integer not null,
  at timestamptz not null
);
create index class_change_by_object on class_change (agency, object_key, position);

create trigger class_change_kept before update or delete or truncate on class_change
  for each statement execute function refuse_change();

alter table class_change enable row level security;
create policy class_change_of_territory on class_change for select using (sees(agency));
create policy class_change_written_at_home on class_change for insert with check (owns(recorded_by) and sees(agency));
grant select, insert on class_change to sunlot_app;

-- 变更生效日期 of a row dates every change of it; a state keeps its own first day where the row has one.
create or replace function record_object_change() returns trigger
  language plpgsql as $$
declare
  effective date := (new.facts ->> 'changedSince')::date;
begin
  insert into object_change (agency, object_key, field, before, after, since, import_run, at)
    select new.agency, new.key, field, before, after, since, nullif(current_setting('sunlot.import', true), ''), new.updated_at
    from (values
      ('status', old.status, new.status, coalesce(new.status_since, effective)),
      ('name', old.name, new.name, effective),
      ('legalRepresentative', old.facts ->> 'legalRepresentative', new.facts ->> 'legalRepresentative', effective),
      ('permitCategory', old.permit_category, new.permit_category, effective),
      ('positiveList', old.facts ->> 'positiveList', new.facts ->> 'positiveList', effective)
    ) as change (field, before, after, since)
    where before is distinct from after;
  return null;
end $$;
