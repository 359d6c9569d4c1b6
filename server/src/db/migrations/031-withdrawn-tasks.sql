-- A task that was created and never frozen, taken back (withdrawn). It stays on record as void and counts for nothing; its entry of the plan can be given a
-- task again, which gets the same number. What was typed may tell of objects or people, so the reason is sealed.
create table task_withdrawal (
  task_id text primary key references task,
  agency text not null references agency,
  sealed_reason bytea not null,
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null
);

create trigger task_withdrawal_kept before update or delete or truncate on task_withdrawal
  for each statement execute function refuse_change();

alter table task_withdrawal enable row level security;
create policy task_withdrawal_of_territory on task_withdrawal for select using (sees(agency));
create policy task_withdrawal_written_at_home on task_withdrawal for insert with check (owns(agency));
grant select, insert on task_withdrawal to sunlot_app;

-- Only one task of a number stands.
alter table task drop constraint task_code_once;
create unique index task_code_once on task (agency, code) where state <> 'void';

-- What is withdrawn has no list and gets none, and stays withdrawn.
create function refuse_withdrawal_of_drawn_task() returns trigger
  language plpgsql as $$
begin
  if exists (select from draw where task_id = new.task_id) or exists (select from drawn_elsewhere where task_id = new.task_id) then
    raise exception 'a list of the task was frozen' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger task_withdrawal_undrawn before insert on task_withdrawal
  for each row execute function refuse_withdrawal_of_drawn_task();
create function refuse_change_of_withdrawn_task() returns trigger
  language plpgsql as $$
begin
  if old.state = 'void' and exists (select from task_withdrawal where task_id = old.id) then
    raise exception 'what is withdrawn does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger task_withdrawn_fixed before update on task for each row execute function refuse_change_of_withdrawn_task();

-- A task that was dispatched though the people of a team are away: why, and who agreed. The reason may tell of a person, so it is sealed.
create table dispatch_excuse (
  task_id text primary key references task,
  agency text not null references agency,
  sealed_reason bytea not null,
  approved_by text not null references app_user,
  by_user text not null references app_user,
  at timestamptz not null,
  constraint dispatch_excuse_two_people check (approved_by <> by_user)
);

create trigger dispatch_excuse_kept before update or delete or truncate on dispatch_excuse
  for each statement execute function refuse_change();

alter table dispatch_excuse enable row level security;
create policy dispatch_excuse_of_territory on dispatch_excuse for select using (sees(agency));
create policy dispatch_excuse_written_at_home on dispatch_excuse for insert with check (owns(agency));
grant select, insert on dispatch_excuse to sunlot_app;
