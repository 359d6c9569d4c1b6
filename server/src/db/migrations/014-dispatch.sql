-- Sending people to what a task has drawn: what was offered about each object and what the office answered, and how each
-- visit was dispatched. Objects stand here by their rank in the draw: names stay where the draw's own rights keep them.

alter table task add column dispatched_at timestamptz;
alter table task add column dispatched_by text references app_user;
alter table task add constraint task_dispatch_whole check ((dispatched_at is null) = (dispatched_by is null));

-- What the office decided about one drawn object: which offer it takes, how it is inspected, and why it goes alone or there
-- all the same. `offers` are those it answers. A further answer is a further row; the one with the highest position holds.
create table visit_answer (
  id text primary key,
  position bigint not null generated always as identity,
  draw_id text not null,
  rank integer not null,
  agency text not null references agency,
  choice text constraint visit_answer_choice check (choice in ('recognise', 'merge', 'joint', 'offSite', 'separate')),
  offers text[] not null,
  method text not null constraint visit_answer_method check (method in ('onSite', 'tech', 'written', 'thirdParty')),
  trigger text,
  sealed_reason bytea,
  approved_by text references app_user,
  answered_by text not null references app_user,
  answered_at timestamptz not null,
  foreign key (draw_id, rank) references drawn_object,
  constraint visit_answer_reason check (choice is distinct from 'separate' or sealed_reason is not null),
  constraint visit_answer_two_people check (approved_by is null or approved_by <> answered_by)
);
create index visit_answer_by_object on visit_answer (draw_id, rank, position);
create trigger visit_answer_kept before update or delete or truncate on visit_answer
  for each statement execute function refuse_change();

-- A visit as it was sent out, once and for ever; `open_offers` are those nobody answered where the scheme only warns.
create table dispatched_visit (
  draw_id text not null,
  rank integer not null,
  agency text not null references agency,
  task_id text not null references task,
  choice text,
  method text not null constraint dispatched_visit_method check (method in ('onSite', 'tech', 'written', 'thirdParty')),
  trigger text,
  answer_id text references visit_answer,
  open_offers text[] not null,
  primary key (draw_id, rank),
  foreign key (draw_id, rank) references drawn_object
);
create index dispatched_visit_by_task on dispatched_visit (task_id);
create trigger dispatched_visit_kept before update or delete or truncate on dispatched_visit
  for each statement execute function refuse_change();

-- A dispatch is not undone.
create function refuse_dispatch_rewrite() returns trigger
  language plpgsql as $$
begin
  if old.dispatched_at is not null and (old.dispatched_at is distinct from new.dispatched_at
     or old.dispatched_by is distinct from new.dispatched_by) then
    raise exception 'a dispatch is not undone' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger task_dispatch_fixed before update on task for each row execute function refuse_dispatch_rewrite();

alter table visit_answer enable row level security;
alter table dispatched_visit enable row level security;
create policy visit_answer_of_territory on visit_answer for select using (sees(agency));
create policy visit_answer_written_at_home on visit_answer for insert with check (owns(agency));
create policy dispatched_visit_of_territory on dispatched_visit for select using (sees(agency));
create policy dispatched_visit_written_at_home on dispatched_visit for insert with check (owns(agency));
grant select, insert on visit_answer, dispatched_visit to sunlot_app;
