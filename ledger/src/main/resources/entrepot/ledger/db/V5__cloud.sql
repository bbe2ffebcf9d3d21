-- What the lab cloud keeps of its regions: a document each, which the cloud module reads and writes.
-- Nobody asks for them by SQL: a region's are loaded at its start, and looked through in memory.

create table cloud_records (
  region  text not null,
  -- Such as instance, volume, image.
  kind    text not null,
  id      text not null,
  account text not null,
  body    text not null,
  primary key (region, kind, id)
);
