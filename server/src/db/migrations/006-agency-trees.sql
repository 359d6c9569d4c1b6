-- Agencies stand in a tree. Who is above sees what is below (sees(), from sunlot.agencies) and changes nothing there:
-- rows are written by the agency they belong to. The tree says who belongs to whom, never the digits of a code.

-- The actor's own agency is the first of sunlot.agencies.
create function owns(agency text) returns boolean
  language sql stable parallel safe
  return is_system()
    or agency = (string_to_array(coalesce(current_setting('sunlot.agencies', true), ''), ','))[1];

create function level_rank(level text) returns integer
  language sql immutable parallel safe
  return case level when 'municipal' then 2 when 'newArea' then 2 else 1 end;

-- Above stands a higher level: levels fall on every way down, so no way leads round.
create function refuse_crooked_tree() returns trigger
  language plpgsql as $$
declare
  above agency;
begin
  select * into above from agency where code = new.parent;
  if new.parent is not null and level_rank(above.level) <= level_rank(new.level) then
    raise exception 'agency % cannot stand below %', new.code, new.parent using errcode = 'check_violation';
  end if;
  if exists (select from agency below where below.parent = new.code and level_rank(below.level) >= level_rank(new.level)) then
    raise exception 'agency % cannot stand above what is below it', new.code using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger agency_tree before insert or update on agency for each row execute function refuse_crooked_tree();
create index agency_by_parent on agency (parent);

-- Writing stays at home. Restrictive: every other policy of the table holds besides.
create policy object_written_at_home on inspection_object as restrictive for insert with check (owns(agency));
create policy object_changed_at_home on inspection_object as restrictive for update using (owns(agency));
create policy inspector_written_at_home on inspector as restrictive for insert with check (owns(agency));
create policy inspector_changed_at_home on inspector as restrictive for update using (owns(agency));
create policy recusal_written_at_home on recusal as restrictive for insert with check (owns(agency));
create policy recusal_changed_at_home on recusal as restrictive for update using (owns(agency));
create policy recusal_deleted_at_home on recusal as restrictive for delete using (owns(agency));
create policy item_list_written_at_home on item_list as restrictive for insert with check (owns(agency));
create policy item_list_changed_at_home on item_list as restrictive for update using (owns(agency));
create policy item_written_at_home on inspection_item as restrictive for insert
  with check (exists (select from item_list l where l.id = list_id and owns(l.agency)));
create policy item_changed_at_home on inspection_item as restrictive for update
  using (exists (select from item_list l where l.id = list_id and owns(l.agency)));
create policy item_deleted_at_home on inspection_item as restrictive for delete
  using (exists (select from item_list l where l.id = list_id and owns(l.agency)));
create policy directory_version_written_at_home on directory_version as restrictive for insert with check (owns(agency));
create policy import_run_written_at_home on import_run as restrictive for insert with check (owns(agency));
create policy plan_written_at_home on annual_plan as restrictive for insert with check (owns(agency));
create policy plan_changed_at_home on annual_plan as restrictive for update using (owns(agency));
create policy plan_entry_written_at_home on plan_entry as restrictive for insert
  with check (exists (select from annual_plan p where p.id = plan_id and owns(p.agency)));
create policy plan_entry_changed_at_home on plan_entry as restrictive for update
  using (exists (select from annual_plan p where p.id = plan_id and owns(p.agency)));
create policy plan_entry_deleted_at_home on plan_entry as restrictive for delete
  using (exists (select from annual_plan p where p.id = plan_id and owns(p.agency)));
create policy task_written_at_home on task as restrictive for insert with check (owns(agency));
create policy task_changed_at_home on task as restrictive for update using (owns(agency));
create policy draw_written_at_home on draw as restrictive for insert with check (owns(agency));
create policy draw_changed_at_home on draw as restrictive for update using (owns(agency));
create policy draw_entry_written_at_home on draw_entry as restrictive for insert
  with check (exists (select from draw d where d.id = draw_id and owns(d.agency)));
create policy draw_entry_changed_at_home on draw_entry as restrictive for update
  using (exists (select from draw d where d.id = draw_id and owns(d.agency)));
create policy drawn_object_written_at_home on drawn_object as restrictive for insert with check (owns(agency));
create policy drawn_seat_written_at_home on drawn_seat as restrictive for insert with check (owns(agency));

-- What an agency decides itself. Rows are never changed: the latest that has begun holds, the earlier ones say what held then.

-- The ratio of a class that the scheme leaves to the agency, with the grounds the scheme names.
create table own_ratio (
  id text primary key,
  agency text not null references agency,
  class text not null,
  every text not null constraint own_ratio_every check (every in ('month', 'quarter', 'halfYear', 'year')),
  p integer not null,
  q integer not null,
  valid_from date not null,
  grounds jsonb not null,
  set_by text not null references app_user,
  set_at timestamptz not null,
  constraint own_ratio_share check (0 < p and p <= q)
);
create index own_ratio_by_agency on own_ratio (agency, class, valid_from);

-- Tasks and objects of interdepartmental inspections that an outside office asks for in a year.
create table yearly_figures (
  id text primary key,
  agency text not null references agency,
  year integer not null,
  tasks integer not null constraint yearly_figures_tasks check (tasks >= 0),
  objects integer not null constraint yearly_figures_objects check (objects >= 0),
  document text not null constraint yearly_figures_document check (document <> ''),
  set_by text not null references app_user,
  set_at timestamptz not null
);
create index yearly_figures_by_agency on yearly_figures (agency, year, set_at);

-- An approved reason for leaving a rule that holds in principle.
create table rule_justification (
  id text primary key,
  agency text not null references agency,
  rule text not null,
  period text not null,
  reason text not null constraint rule_justification_reason check (reason <> ''),
  proposed_by text not null references app_user,
  approved_by text not null references app_user,
  at timestamptz not null,
  constraint rule_justification_two_people check (proposed_by <> approved_by)
);
create index rule_justification_by_agency on rule_justification (agency, period);

create trigger own_ratio_kept before update or delete or truncate on own_ratio
  for each statement execute function refuse_change();
create trigger yearly_figures_kept before update or delete or truncate on yearly_figures
  for each statement execute function refuse_change();
create trigger rule_justification_kept before update or delete or truncate on rule_justification
  for each statement execute function refuse_change();

alter table own_ratio enable row level security;
alter table yearly_figures enable row level security;
alter table rule_justification enable row level security;
create policy own_ratio_of_territory on own_ratio for select using (sees(agency));
create policy own_ratio_written_at_home on own_ratio for insert with check (owns(agency));
create policy yearly_figures_of_territory on yearly_figures for select using (sees(agency));
create policy yearly_figures_written_at_home on yearly_figures for insert with check (owns(agency));
create policy rule_justification_of_territory on rule_justification for select using (sees(agency));
create policy rule_justification_written_at_home on rule_justification for insert with check (owns(agency));
grant select, insert on own_ratio, yearly_figures, rule_justification to sunlot_app;

-- A plan in force is adjusted by a further version, which takes its place when it is issued.
alter table annual_plan add column reason text;
drop index plan_one_open;
create unique index plan_one_in_preparation on annual_plan (agency, year) where state in ('draft', 'submitted', 'approved');
create unique index plan_one_in_force on annual_plan (agency, year) where state in ('issued', 'published');

-- A task outside the plan says why.
alter table task alter column plan_entry_id drop not null;
alter table task add column ad_hoc_reason text;
alter table task add constraint task_planned_or_reasoned
  check ((plan_entry_id is null) <> (ad_hoc_reason is null) and ad_hoc_reason <> '');

-- Objects that a draw of one's own and a draw of another agency have both selected. The other draw is seen only on these
-- objects, and only by who acts for the agency: a county learns nothing else of what the city has drawn.
create function drawn_twice(own text, from_day date, to_day date)
  returns table (object_key text, object_name text, agency text, task_id text, level text, window_from date, window_to date)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    with recursive
    above as (
      select a.code, a.parent from agency a where a.code = own
      union select a.code, a.parent from agency a join above on a.code = above.parent
    ),
    below as (
      select a.code from agency a where a.code = own
      union select a.code from agency a join below on a.parent = below.code
    ),
    live as (
      select o.key, o.name, t.id, t.agency, t.level, t.window_from, t.window_to
        from drawn_object d
        join inspection_object o on o.id = d.object_id
        join draw w on w.id = d.draw_id and w.state = 'drawn'
        join task t on t.id = w.task_id and t.state = 'drawn'
       where t.window_from <= to_day and t.window_to >= from_day
         and (t.agency in (select code from above) or t.agency in (select code from below))
    )
    select l.key, l.name, l.agency, l.id, l.level, l.window_from, l.window_to
      from live l
     where owns(own)
       and exists (select from live other where other.key = l.key and other.id <> l.id
                   and (other.agency = own or l.agency = own))
     order by l.key collate "C", l.window_from, l.id;
  end;
revoke execute on function drawn_twice(text, date, date) from public;
grant execute on function drawn_twice(text, date, date) to sunlot_app;
