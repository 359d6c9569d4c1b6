-- 只增不减 (R-019): a county may not drop what the plan of its superior has. An issued plan is handed down before it is made public, so
-- its entries are shown to whoever acts for an agency directly below; nothing else of the superior is.
create function parent_plan_entries(own text, for_year integer)
  returns table (parent text, entry text, class text, kind text, period text, n integer, name text)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select p.agency, e.entry, e.class, e.kind, e.period, e.n, e.scope ->> 'name'
      from agency a
      join annual_plan p on p.agency = a.parent and p.year = for_year and p.state in ('issued', 'published')
      join plan_entry e on e.plan_id = p.id
     where a.code = own and owns(own)
     order by e.position;
  end;
revoke execute on function parent_plan_entries(text, integer) from public;
grant execute on function parent_plan_entries(text, integer) to sunlot_app;
