-- Rows of the directory as they stood before another took their place: a period that is over is judged by how things stood then.

-- One for each row that was replaced, from now on; of what was replaced before nothing but `object_change` and `class_change` is known.
create table object_earlier (
  position bigint not null generated always as identity primary key,
  agency text not null references agency,
  object_key text not null,
  -- The day from which what came instead holds (变更生效日期, else the day it was entered), of all but the state; null where nothing else
  -- changed, or where a row was corrected on the day it was entered and so never held.
  until_day date,
  -- The same of the state, which has its own first day (状态起始日期).
  status_until date,
  -- Did the new row have a 变更生效日期?
  stated boolean not null,
  -- As `inspection_object.facts`, without the person who represents the object: no class is judged by it.
  facts jsonb not null,
  at timestamptz not null
);
create index object_earlier_by_object on object_earlier (agency, object_key, position);

create trigger object_earlier_kept before update or delete or truncate on object_earlier
  for each statement execute function refuse_change();

alter table object_earlier enable row level security;
create policy object_earlier_of_territory on object_earlier for select using (sees(agency));
create policy object_earlier_written_at_home on object_earlier for insert with check (owns(agency));
grant select, insert on object_earlier to sunlot_app;

create function keep_earlier_object() returns trigger
  language plpgsql as $$
declare
  -- What tells the object from others, and the days themselves, decide no class.
  besides constant text[] := array['name', 'address', 'legalRepresentative', 'status', 'statusSince', 'changedSince'];
  effective constant date := (new.facts ->> 'changedSince')::date;
  entered constant date := (new.updated_at at time zone 'Asia/Shanghai')::date;
  -- A row that is corrected on the day it was entered never held, unless the correction says from when on it speaks.
  by_entry constant date := case when (old.updated_at at time zone 'Asia/Shanghai')::date < entered then entered end;
begin
  insert into object_earlier (agency, object_key, until_day, status_until, stated, facts, at)
    values (
      old.agency,
      old.key,
      case when old.facts - besides <> new.facts - besides then coalesce(effective, by_entry) end,
      case when old.status <> new.status then coalesce(new.status_since, effective, by_entry) end,
      effective is not null,
      old.facts - 'legalRepresentative',
      new.updated_at);
  return null;
end $$;
create trigger object_earlier_row after update on inspection_object
  for each row when (old.facts is distinct from new.facts) execute function keep_earlier_object();
