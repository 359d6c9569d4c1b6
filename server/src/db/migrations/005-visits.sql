-- The ledger of visits: one for all levels.

-- Codes of all agencies of the tree that the actor belongs to: up to the top, and everything below it.
create function own_tree() returns text[]
  language sql stable parallel safe
  as $$
    with recursive up (code, parent) as (
      select a.code, a.parent from agency a
      where a.code = split_part(coalesce(current_setting('sunlot.agencies', true), ''), ',', 1)
      union
      select a.code, a.parent from agency a join up on a.code = up.parent
    ), down (code) as (
      select code from up where parent is null
      union
      select a.code from agency a join down on a.parent = down.code
    )
    select coalesce(array_agg(code), '{}') from down
  $$;

-- One row a visit. `agency` made it: the code of an agency here, or the name of an authority above that has no account here.
-- `recorded_by` imported it. `facts` is VisitFact of core/src/policy/facts.ts but for the reason of a deviation, which is
-- encrypted like what an office's own columns hold. Objects by key, as in recusals.
create table visit (
  id text primary key,
  agency text not null constraint visit_agency_present check (agency <> ''),
  recorded_by text not null references agency,
  object_key text not null,
  date date not null,
  task_code text not null default '',
  level text not null constraint visit_level check (level in ('municipal', 'newArea', 'county')),
  class text not null,
  facts jsonb not null,
  sealed_deviation bytea,
  sealed_remarks bytea,
  row_hash bytea not null,
  added_at timestamptz not null,
  updated_at timestamptz not null,
  constraint visit_once unique (object_key, date, agency, task_code)
);
create index visit_by_agency on visit (agency, date, id);
create index visit_by_recorder on visit (recorded_by, date, id);

alter table visit enable row level security;

-- Seen by who made or recorded it, by those above, and by the office in whose directory the object stands, within one tree.
create policy visit_of_territory on visit for select using (
  sees(agency) or sees(recorded_by)
  or (recorded_by = any ((select own_tree())::text[]) and object_key in (select o.key from inspection_object o)));
-- Written at home, by the actor's own agency (the first of sunlot.agencies): it records, and corrects what it recorded or made.
create policy visit_record on visit for insert with check (
  is_system() or recorded_by = split_part(current_setting('sunlot.agencies', true), ',', 1));
create policy visit_correct on visit for update
  using (is_system() or split_part(current_setting('sunlot.agencies', true), ',', 1) in (recorded_by, agency))
  with check (is_system() or recorded_by = split_part(current_setting('sunlot.agencies', true), ',', 1));

grant select, insert, update on visit to sunlot_app;
