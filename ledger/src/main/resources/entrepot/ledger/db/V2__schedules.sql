-- db-scheduler's table. With SQLite, its time columns must be called timestamp: with text, nothing
-- ever runs.

create table schedules (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamp with time zone not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamp with time zone,
  last_failure         timestamp with time zone,
  consecutive_failures int,
  last_heartbeat       timestamp with time zone,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);

create index schedules_by_time on schedules (execution_time);
create index schedules_by_heartbeat on schedules (last_heartbeat);
