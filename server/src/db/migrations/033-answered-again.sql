-- What an office decides anew about a visit that was sent out, because a result of others that it had recognised was corrected or withdrawn
-- since: the visit goes on as the last of these says. What was decided before, and what it rested on, stays in visit_answer.
create table dispatched_again (
  position bigint primary key generated always as identity,
  draw_id text not null,
  rank integer not null,
  k integer not null,
  agency text not null references agency,
  answer_id text not null references visit_answer,
  choice text,
  items text[] not null,
  left_out jsonb not null,
  foreign key (draw_id, rank) references dispatched_visit
);
create index dispatched_again_by_visit on dispatched_again (draw_id, rank, position);
create trigger dispatched_again_kept before update or delete or truncate on dispatched_again
  for each statement execute function refuse_change();
alter table dispatched_again enable row level security;
create policy dispatched_again_of_territory on dispatched_again for select using (sees(agency));
create policy dispatched_again_written_at_home on dispatched_again for insert with check (owns(agency));
grant select, insert on dispatched_again to sunlot_app;

-- Each visit as it goes now.
create view sent_visit with (security_invoker = on) as
  select d.draw_id, d.rank, d.agency, d.task_id,
         case when a.position is null then d.choice else a.choice end as choice, d.method, d.trigger,
         coalesce(a.answer_id, d.answer_id) as answer_id,
         coalesce(a.items, d.items) as items, coalesce(a.left_out, d.left_out) as left_out, coalesce(a.k, d.k) as k
  from dispatched_visit d
  left join lateral (select * from dispatched_again g where g.draw_id = d.draw_id and g.rank = d.rank
                      order by g.position desc limit 1) a on true;
grant select on sent_visit to sunlot_app;

-- What was recognised instead of a visit leaves the ledger where its own office decides so, while the task is open. The log keeps it.
create policy visit_not_recognised_any_more on visit for delete using (
  owns(agency) and task_code <> '' and facts @> '{"recognised": true}'
  and not exists (select from task where task.agency = visit.agency and task.code = visit.task_code and task.state = 'closed'));
grant delete on visit to sunlot_app;
