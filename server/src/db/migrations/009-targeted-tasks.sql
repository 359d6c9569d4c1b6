-- A task drawn inside tags: the filter as it was typed and as it is read, the specialties asked of inspectors, and why.
alter table task add column scope jsonb;
