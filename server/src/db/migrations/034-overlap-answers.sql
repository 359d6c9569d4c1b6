-- Of what two tasks have drawn it is told besides whether one of them was there or will not go: then nobody is asked to join it any more. What
-- stands in the draw now, a replaced unit not.
drop function drawn_twice(text, date, date);
create function drawn_twice(own text, from_day date, to_day date)
  returns table (
    object_key text, object_name text, agency text, task_id text, level text, window_from date, window_to date,
    visited date[], cancelled boolean
  )
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
      select o.key, o.name, t.id, t.code, t.agency, t.level, t.window_from, t.window_to
        from standing_object d
        join inspection_object o on o.id = d.object_id
        join draw w on w.id = d.draw_id and w.state = 'drawn'
        join task t on t.id = w.task_id and t.state = 'drawn'
       where t.window_from <= to_day and t.window_to >= from_day
         and (t.agency in (select code from above) or t.agency in (select code from below))
    )
    select l.key, l.name, l.agency, l.id, l.level, l.window_from, l.window_to,
           array(
             select v.date from visit v
              where v.agency = l.agency and v.task_code = l.code and v.object_key = l.key
              order by v.date
           ),
           exists (
             select from visit_cancellation gone join inspection_object o on o.id = gone.object_id
              where gone.task_id = l.id and o.key = l.key
           )
      from live l
     where owns(own)
       and exists (select from live other where other.key = l.key and other.id <> l.id
                   and (other.agency = own or l.agency = own))
     order by l.key collate "C", l.window_from, l.id;
  end;
revoke execute on function drawn_twice(text, date, date) from public;
grant execute on function drawn_twice(text, date, date) to sunlot_app;

-- The answer that holds about each object that two tasks have drawn, where it names the other task (merge, join, or go separately for a
-- reason): told to whoever sees one of both tasks, since it decides about both. Nothing else of the other task is told.
create function answers_between(places text[])
  returns table (
    object_key text, agency text, task_id text, task_code text,
    other_agency text, other_task text, other_code text, choice text, id text, sealed_reason bytea
  )
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.key, own.agency, own.id, own.code, other.agency, other.id, other.code, last.choice, last.id, last.sealed_reason
      from (select distinct on (a.draw_id, a.rank) a.* from visit_answer a order by a.draw_id, a.rank, a.position desc) last
      join standing_object d on d.draw_id = last.draw_id and d.rank = last.rank
      join inspection_object o on o.id = d.object_id
      join draw w on w.id = d.draw_id and w.state in ('drawn', 'revealed')
      join task own on own.id = w.task_id
      cross join lateral unnest(last.offers) as offer
      join task other on other.id = split_part(offer, ':', 2)
     where last.choice in ('merge', 'joint', 'separate')
       and split_part(offer, ':', 1) in ('merge', 'joint')
       and (own.agency = any (places) or other.agency = any (places))
       and (sees(own.agency) or sees(other.agency))
       and exists (
         select from standing_object d2
           join inspection_object o2 on o2.id = d2.object_id
           join draw w2 on w2.id = d2.draw_id and w2.state in ('drawn', 'revealed')
          where w2.task_id = other.id and o2.key = o.key
       );
  end;
revoke execute on function answers_between(text[]) from public;
grant execute on function answers_between(text[]) to sunlot_app;
