-- What counted of an inspector before another row took its place: a number by the officers of a day goes by who was there on it (AMB-38).

-- One for each row that was replaced and decided otherwise, from now on.
create table inspector_earlier (
  position bigint not null generated always as identity primary key,
  agency text not null references agency,
  certificate_no text not null,
  -- The day on which the other row was entered: it holds from that day on.
  until_day date not null,
  -- Of `inspector.facts` what decides whether an officer counts; nothing about the person.
  facts jsonb not null,
  at timestamptz not null
);
create index inspector_earlier_by_person on inspector_earlier (agency, certificate_no, position);

create trigger inspector_earlier_kept before update or delete or truncate on inspector_earlier
  for each statement execute function refuse_change();

alter table inspector_earlier enable row level security;
create policy inspector_earlier_of_territory on inspector_earlier for select using (sees(agency));
create policy inspector_earlier_written_at_home on inspector_earlier for insert with check (owns(agency));
grant select, insert on inspector_earlier to sunlot_app;

create function keep_earlier_inspector() returns trigger
  language plpgsql as $$
declare
  before constant jsonb := counting_facts(old.facts);
  entered constant date := (new.updated_at at time zone 'Asia/Shanghai')::date;
  -- Since when these facts hold: other columns may have been entered anew meanwhile.
  since constant date := coalesce(
    (select max(until_day) from inspector_earlier where agency = old.agency and certificate_no = old.certificate_no),
    (old.added_at at time zone 'Asia/Shanghai')::date);
begin
  -- A row that is corrected on the day it was entered never held.
  if before is distinct from counting_facts(new.facts) and since < entered then
    insert into inspector_earlier (agency, certificate_no, until_day, facts, at)
      values (old.agency, old.certificate_no, entered, before, new.updated_at);
  end if;
  return null;
end $$;

create function counting_facts(facts jsonb) returns jsonb
  language sql immutable as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'staffKind', facts -> 'staffKind',
    'onStaff', facts -> 'onStaff',
    'onDuty', facts -> 'onDuty',
    'certificateValidTo', facts -> 'certificateValidTo'))
$$;

create trigger inspector_earlier_row after update on inspector
  for each row when (old.facts is distinct from new.facts) execute function keep_earlier_inspector();
