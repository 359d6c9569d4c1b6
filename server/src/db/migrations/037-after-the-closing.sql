-- A closed task takes no more visits, and those it has do not change. What came after the closing is taken as a fact of its own day: that the
-- result became public, or is withheld on a ground, and who approved that (R-159); that what was found was put right. Each is added where it
-- is lacking; nothing that is on record is changed or removed.
create or replace function refuse_visit_of_closed_task() returns trigger
  language plpgsql as $$
declare
  besides constant text[] := array['facts', 'sealed_remarks', 'row_hash'];
  added text[];
begin
  if not exists (select from task where agency = new.agency and code = new.task_code and state = 'closed') then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    added := array(select key from jsonb_object_keys(new.facts) as key where not old.facts ? key);
    if cardinality(added) > 0 and new.facts - added = old.facts and to_jsonb(new) - besides = to_jsonb(old) - besides
      and added <@ array['publishedOn', 'rectifiedOn', 'withheldGround', 'withheldPart', 'withheldApproved']
      and (not added && array['withheldPart', 'withheldApproved'] or new.facts ? 'withheldGround')
      and (not added && array['withheldGround', 'withheldPart'] or not old.facts ?| array['publishedOn', 'withheldGround'])
    then
      return new;
    end if;
  end if;
  raise exception 'the task of the visit is closed' using errcode = 'restrict_violation';
end $$;
