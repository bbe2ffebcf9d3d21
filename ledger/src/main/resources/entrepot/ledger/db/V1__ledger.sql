-- One text for SQLite and PostgreSQL; ${identity} is the only word in which they differ.

create table trees (
  name   text primary key,
  kind   text not null,
  source text not null,
  added  timestamp with time zone not null
);

create table snapshots (
  tree    text not null references trees (name),
  digest  bytea not null,
  time    timestamp with time zone not null,
  parent  bytea,
  source  text not null,
  who     text not null,
  entries bigint not null,
  bytes   bigint not null,
  lazy    bigint not null,
  missing bigint not null,
  primary key (tree, digest)
);

create table runs (
  id            ${identity},
  tree          text not null references trees (name),
  kind          text not null,
  owner         text not null,
  epoch         bigint not null,
  started       timestamp with time zone not null,
  ended         timestamp with time zone,
  -- The order in which the tree's runs ended: clocks step back, this does not.
  finish        bigint,
  outcome       text,
  message       text not null,
  snapshot      bytea,
  files_fetched bigint not null,
  bytes_fetched bigint not null,
  foreign key (tree, snapshot) references snapshots (tree, digest),
  check ((ended is null) = (outcome is null)),
  check ((ended is null) = (finish is null))
);

create unique index runs_one_at_a_time on runs (tree, kind) where ended is null;
create index runs_by_finish on runs (tree, finish);

create table releases (
  region        text not null,
  generation    bigint not null,
  tree          text not null references trees (name),
  kind          text not null,
  from_snapshot bytea,
  to_snapshot   bytea,
  time          timestamp with time zone not null,
  who           text not null,
  primary key (region, generation, tree)
);

create index releases_by_tree on releases (tree, region, generation);

create table journal (
  id              ${identity},
  time            timestamp with time zone not null,
  who             text not null,
  act             text not null,
  subject         text not null,
  region          text,
  from_generation bigint,
  to_generation   bigint,
  detail          text not null
);

create index journal_by_region on journal (region, to_generation);
