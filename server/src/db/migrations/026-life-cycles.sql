-- Plans and tasks to their end. What facts decide (a plan in force, a task completed or published) is worked out when it is asked
-- for; what a person decides stands here: a visit that cannot take place, a task or a plan that is closed, a report that was sent.

-- Who recorded a visit, so that a task can say who brought its results in. Null of those recorded before this.
alter table visit add column by_user text references app_user;

-- A drawn object whose visit cannot take place. It stays in the list as drawn and not done; the reason tells of the object, so it is sealed.
create table visit_cancellation (
  id text primary key,
  agency text not null references agency,
  task_id text not null references task,
  -- Null: drawn by the lead department of a joint inspection.
  draw_id text references draw,
  object_id text not null references inspection_object,
  sealed_reason bytea not null,
  cancelled_by text not null references app_user,
  approved_by text not null references app_user,
  cancelled_on date not null,
  cancelled_at timestamptz not null,
  constraint visit_cancellation_once unique nulls not distinct (task_id, draw_id, object_id),
  constraint visit_cancellation_two_people check (cancelled_by <> approved_by)
);

-- The figures of a round as they were when its task was closed: counts, no object. `sum` is their SHA-256 in hexadecimal.
create table task_closing (
  task_id text primary key references task,
  agency text not null references agency,
  figures text not null,
  sum text not null constraint task_closing_sum check (sum ~ '^[0-9a-f]{64}$'),
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null
);

-- To whom the statistics of a closed task were sent. A further row of a receiver corrects the one before.
create table task_report (
  position bigint primary key generated always as identity,
  task_id text not null references task_closing,
  agency text not null references agency,
  receiver text not null constraint task_report_receiver check (receiver <> ''),
  sent_on date not null,
  document text constraint task_report_document check (document <> ''),
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null
);
create index task_report_by_task on task_report (task_id);

-- The last two acts of a plan. The closing keeps what was explained of open tasks, and which verdict on the year it stands on.
create table plan_act (
  plan_id text not null references annual_plan,
  act text not null constraint plan_act_kind check (act in ('closed', 'archived')),
  agency text not null references agency,
  year integer not null,
  explained jsonb,
  verdict_id text references period_verdict,
  file_number text constraint plan_act_file_number check (file_number <> ''),
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null,
  primary key (plan_id, act),
  constraint plan_act_once unique (agency, year, act),
  constraint plan_closing_whole check ((act = 'closed') = (explained is not null) and (act = 'closed') = (verdict_id is not null)),
  constraint plan_archiving_number check (act = 'archived' or file_number is null)
);

create trigger visit_cancellation_kept before update or delete or truncate on visit_cancellation
  for each statement execute function refuse_change();
create trigger task_closing_kept before update or delete or truncate on task_closing
  for each statement execute function refuse_change();
create trigger task_report_kept before update or delete or truncate on task_report
  for each statement execute function refuse_change();
create trigger plan_act_kept before update or delete or truncate on plan_act
  for each statement execute function refuse_change();

-- A closed task takes no more visits and does not change; a closed plan is only archived, and no version takes its place.
create function refuse_after_closing() returns trigger
  language plpgsql as $$
begin
  if old.state = 'archived' or (old.state = 'closed' and new.state <> 'archived') then
    raise exception 'what is closed does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger task_closed_fixed before update on task for each row execute function refuse_after_closing();
create trigger plan_closed_fixed before update on annual_plan for each row execute function refuse_after_closing();
create function refuse_visit_of_closed_task() returns trigger
  language plpgsql as $$
begin
  if exists (select from task where agency = new.agency and code = new.task_code and state = 'closed') then
    raise exception 'the task of the visit is closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger visit_of_open_task before insert or update on visit for each row execute function refuse_visit_of_closed_task();

alter table annual_plan drop constraint plan_state;
alter table annual_plan add constraint plan_state
  check (state in ('draft', 'submitted', 'approved', 'issued', 'published', 'superseded', 'closed', 'archived'));
drop index plan_one_in_force;
create unique index plan_one_in_force on annual_plan (agency, year)
  where state in ('issued', 'published', 'closed', 'archived');
-- What was made public stays so.
drop policy plan_published on annual_plan;
create policy plan_published on annual_plan for select
  using (state in ('published', 'superseded', 'closed', 'archived') and published_at is not null);
create or replace function parent_plan_entries(own text, for_year integer)
  returns table (parent text, entry text, class text, kind text, period text, n integer, name text)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select p.agency, e.entry, e.class, e.kind, e.period, e.n, e.scope ->> 'name'
      from agency a
      join annual_plan p on p.agency = a.parent and p.year = for_year
        and p.state in ('issued', 'published', 'closed', 'archived')
      join plan_entry e on e.plan_id = p.id
     where a.code = own and owns(own)
     order by e.position;
  end;

alter table visit_cancellation enable row level security;
alter table task_closing enable row level security;
alter table task_report enable row level security;
alter table plan_act enable row level security;
create policy visit_cancellation_of_territory on visit_cancellation for select using (sees(agency));
create policy visit_cancellation_written_at_home on visit_cancellation for insert with check (owns(agency));
create policy task_closing_of_territory on task_closing for select using (sees(agency));
create policy task_closing_written_at_home on task_closing for insert with check (owns(agency));
create policy task_report_of_territory on task_report for select using (sees(agency));
create policy task_report_written_at_home on task_report for insert with check (owns(agency));
create policy plan_act_of_territory on plan_act for select using (sees(agency));
create policy plan_act_written_at_home on plan_act for insert with check (owns(agency));
grant select, insert on visit_cancellation, task_closing, task_report, plan_act to sunlot_app;
