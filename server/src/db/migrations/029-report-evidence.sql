-- Files that prove a typical case of a summary that was handed in: the name and the content encrypted, because they say what was found.
-- Size, kind and SHA-256 of the content stand open, so that a file can be compared without opening it. Nothing is taken back.
create table period_report_evidence (
  id text primary key,
  report text not null references period_report,
  agency text not null references agency,
  -- The case of the handing-in, and the place of the file among its files; both from 1.
  case_no integer not null,
  no integer not null,
  kind text not null constraint period_report_evidence_kind check (kind in ('pdf', 'jpeg', 'png', 'xlsx', 'docx', 'zip')),
  bytes integer not null constraint period_report_evidence_size check (bytes > 0 and bytes <= 20971520),
  sum text not null constraint period_report_evidence_sum check (sum ~ '^[0-9a-f]{64}$'),
  sealed_name bytea not null,
  sealed_content bytea not null,
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null,
  constraint period_report_evidence_counts check (case_no > 0 and no > 0),
  constraint period_report_evidence_place unique (report, case_no, no),
  constraint period_report_evidence_once unique (report, case_no, sum)
);
create trigger period_report_evidence_kept before update or delete or truncate on period_report_evidence
  for each statement execute function refuse_change();

alter table period_report_evidence enable row level security;
create policy period_report_evidence_of_territory on period_report_evidence for select using (sees(agency));
create policy period_report_evidence_written_at_home on period_report_evidence for insert
  with check (owns(agency) and exists (
    select from period_report r
     where r.id = report and r.agency = period_report_evidence.agency and case_no <= r.cases));
grant select, insert on period_report_evidence to sunlot_app;
