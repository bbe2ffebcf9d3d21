-- What the processes that share a run tell each other.

create table workers (
  name     text primary key,
  -- A random word of one process: a name belongs to one at a time.
  instance text not null,
  host     text not null,
  pid      bigint not null,
  since    timestamp with time zone not null,
  seen     timestamp with time zone not null,
  until    timestamp with time zone not null
);

create table parts (
  run           bigint not null references runs (id),
  number        bigint not null,
  tree          text not null,
  -- The root of a manifest of what is wanted, and of one with what came of it.
  input         bytea not null,
  result        bytea,
  entries       bigint not null,
  bytes         bigint not null,
  -- Rises whenever the part changes hands.
  epoch         bigint not null,
  holder        text,
  until         timestamp with time zone,
  note          text not null,
  files_fetched bigint not null,
  bytes_fetched bigint not null,
  primary key (run, number)
);

create index parts_open on parts (run, number) where result is null;

-- What an object of the store must say for a worker to know that it sees the same store.
create table store_marks (
  name text primary key,
  mark text not null
);
