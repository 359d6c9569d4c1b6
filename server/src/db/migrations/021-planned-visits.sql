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

-- 执法人员入企检查时，应当检查该企业涉及的所有抽查事项 (R-020): the items of each visit as it was sent out, and what was left out and why. Null where it was
-- dispatched before this; `k` says which object held the rank, so that a replacement does not inherit the items of the object before it.
alter table dispatched_visit add column items text[];
alter table dispatched_visit add column left_out jsonb;
alter table dispatched_visit add column k integer;
alter table dispatched_visit add constraint dispatched_items_whole
  check ((items is null) = (left_out is null) and (items is null) = (k is null));
