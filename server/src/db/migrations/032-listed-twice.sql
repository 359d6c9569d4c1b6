-- Which of these objects stand active in the directory of another agency of the same level under the same top, and in whose: a unit may have
-- sites in two counties, or have moved. Only who acts for the agency learns it, of the keys it names, and nothing but the agency.
create function listed_elsewhere(own text, wanted text[])
  returns table (object_key text, agency text)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.key, o.agency
      from unnest(wanted) as w (key)
      cross join (
        select a.code from agency a
         where a.code = any (own_tree()) and a.code <> own and a.level = (select a2.level from agency a2 where a2.code = own)
      ) as peer
      join inspection_object o on o.agency = peer.code and o.key = w.key and o.status = 'active'
     where owns(own);
  end;
revoke execute on function listed_elsewhere(text, text[]) from public;
grant execute on function listed_elsewhere(text, text[]) to sunlot_app;
