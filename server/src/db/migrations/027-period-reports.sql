-- Reports of a quarter that were handed in to the authority above: the summary and the statistics table. Each row is one
-- handing-in with what the figures were then; a later one corrects the table and not the day of the first. Nothing is taken back.
create table period_report (
  id text primary key,
  agency text not null references agency,
  period text not null constraint period_report_period check (period ~ '^[0-9]{4}Q[1-4]$'),
  topic text not null constraint period_report_topic check (topic in ('quarterlySummary', 'quarterlyStatistics')),
  version integer not null constraint period_report_counts check (version > 0),
  sent_on date not null,
  receivers text[] not null constraint period_report_received check (cardinality(receivers) > 0),
  -- The figures whole, as text, so that their sum can be taken again; SHA-256 in hexadecimal.
  view text not null,
  sum text not null constraint period_report_sum check (sum ~ '^[0-9a-f]{64}$'),
  -- Typical cases with their evidence, of a summary; encrypted, because they say what was found.
  cases integer not null constraint period_report_cases check (cases >= 0),
  sealed_cases bytea,
  by_user text not null references app_user,
  by_name text not null,
  at timestamptz not null,
  constraint period_report_once unique (agency, period, topic, version),
  constraint period_report_cases_whole check ((cases > 0) = (sealed_cases is not null)
    and (cases = 0 or topic = 'quarterlySummary'))
);
create trigger period_report_kept before update or delete or truncate on period_report
  for each statement execute function refuse_change();

alter table period_report enable row level security;
create policy period_report_of_territory on period_report for select using (sees(agency));
create policy period_report_written_at_home on period_report for insert with check (owns(agency));
grant select, insert on period_report to sunlot_app;
