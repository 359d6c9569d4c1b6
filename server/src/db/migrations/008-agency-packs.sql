-- Which version of which pack an agency uses, and from which day: a period is judged by the version in force on its first
-- day. The version that an agency begins with has no reason and no approver.
create table agency_pack (
  agency text not null references agency,
  pack text not null,
  version integer not null,
  effective_from date not null,
  why text,
  adopted_by text not null references app_user,
  approved_by text references app_user,
  adopted_at timestamptz not null,
  primary key (agency, pack, version),
  constraint agency_pack_version foreign key (pack, version) references pack_version (pack, version),
  constraint agency_pack_approved check ((why is null) = (approved_by is null)),
  constraint agency_pack_two_people check (approved_by is null or approved_by <> adopted_by)
);

insert into agency_pack (agency, pack, version, effective_from, adopted_by, adopted_at)
  select a.code, v.pack, v.version, v.effective_from, 'console', a.created_at
  from agency a join pack_version v on v.pack = a.pack;

create trigger agency_pack_append_only before update or delete or truncate on agency_pack
  for each statement execute function refuse_change();

grant select, insert on agency_pack to sunlot_app;
