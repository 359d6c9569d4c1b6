-- Experts and auxiliaries that a task asks to be drawn into every team: kind, trade, region.
alter table task add column support jsonb;

-- The reason of a recusal says what is between two people: it is encrypted like every other reason of a person. Rows of before
-- are sealed by the program when it opens the folder, since the database has no key; a row has one of the two.
alter table recusal add column sealed_reason bytea;
alter table recusal alter column reason drop not null;
alter table recusal add constraint recusal_reason_once check ((reason is null) <> (sealed_reason is null));
