-- What is to go, and when: a tree, or a folder of one. A row stays when it is over.

create table retirements (
  id        ${identity},
  tree      text not null references trees (name),
  -- Empty: the whole tree.
  path      text not null,
  announced timestamp with time zone not null,
  who       text not null,
  -- From then on, no mirror list names it.
  unlisted  timestamp with time zone not null,
  -- From then on, it is removed from regions.
  due       timestamp with time zone not null,
  note      text not null,
  removed   timestamp with time zone,
  cancelled timestamp with time zone
);

create unique index retirements_one_at_a_time on retirements (tree, path) where cancelled is null;
