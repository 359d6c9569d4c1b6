-- A closed task takes no more visits and its visits do not change, but for one thing that no figure counts: who approved that a result is
-- withheld, where that was left out (R-159).
create or replace function refuse_visit_of_closed_task() returns trigger
  language plpgsql as $$
declare
  besides constant text[] := array['facts', 'sealed_remarks', 'row_hash'];
begin
  if not exists (select from task where agency = new.agency and code = new.task_code and state = 'closed') then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if old.facts ? 'withheldGround' and not old.facts ? 'withheldApproved'
      and new.facts = old.facts || '{"withheldApproved": true}'
      and to_jsonb(new) - besides = to_jsonb(old) - besides
    then
      return new;
    end if;
  end if;
  raise exception 'the task of the visit is closed' using errcode = 'restrict_violation';
end $$;
