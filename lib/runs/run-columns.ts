import { sql } from 'drizzle-orm';

/** The fields of the contract's `Run`, of `runs as r`. A run has few steps, read by the index on (run_id, position). */
export const runColumns = sql`
  r.id::text            as "id",
  r.job                 as "job",
  r.trigger             as "trigger",
  r.requested_by        as "requestedBy",
  r.schedule_id         as "scheduleId",
  r.slot_at             as "slotAt",
  r.priority            as "priority",
  r.state               as "state",
  r.input               as "input",
  r.result              as "result",
  r.error               as "error",
  (select json_build_object(
            'total', count(*),
            'pending', count(*) filter (where s.state = 'pending'),
            'running', count(*) filter (where s.state = 'running'),
            'waiting', count(*) filter (where s.state = 'waiting'),
            'completed', count(*) filter (where s.state = 'completed'),
            'failed', count(*) filter (where s.state = 'failed'),
            'cancelled', count(*) filter (where s.state = 'cancelled'),
            'skipped', count(*) filter (where s.state = 'skipped'))
   from run_steps s
   where s.run_id = r.id
     and s.kind = 'step') as "steps",
  r.created_at          as "createdAt",
  r.started_at          as "startedAt",
  r.ended_at            as "endedAt",
  r.cancel_requested_at as "cancelRequestedAt",
  r.paused_at           as "pausedAt",
  r.paused_by           as "pausedBy",
  r.log_lines_cut       as "logLinesCut"`;
