import { sql } from 'drizzle-orm';

/** The fields of the contract's `Incident`, of `incidents i`. */
export const incidentColumns = sql`
  i.id::text          as "id",
  i.kind              as "kind",
  i.cause             as "cause",
  i.job               as "job",
  i.run_id::text      as "runId",
  (select part.failure
   from incident_parts part
   where part.incident_id = i.id
     and part.store_id is null
   limit 1)           as "failure",
  (select coalesce(json_agg(json_build_object(
            'storeId', part.store_id,
            'name', coalesce(store.name, part.store_id),
            'failure', part.failure,
            'daysBehind', part.days_behind,
            'lastDay', part.last_day,
            'resolvedAt', part.resolved_at)
            order by part.days_behind desc nulls last, part.store_id), '[]')
   from incident_parts part
   left join stores store on store.id = part.store_id
   where part.incident_id = i.id
     and part.store_id is not null) as "stores",
  i.opened_at         as "openedAt",
  i.resolved_at       as "resolvedAt",
  i.resolution        as "resolution",
  i.recovered         as "recovered",
  i.acknowledged_at   as "acknowledgedAt",
  i.acknowledged_by   as "acknowledgedBy",
  (select coalesce(json_agg(json_build_object(
            'channel', message.channel,
            'event', message.event,
            'state', message.state,
            'attempts', message.attempts,
            'sentAt', message.sent_at,
            'nextAttemptAt', case when message.state = 'pending' then message.next_attempt_at end,
            'error', message.error)
            order by message.id), '[]')
   from alert_outbox message
   where message.incident_id = i.id) as "deliveries"`;
