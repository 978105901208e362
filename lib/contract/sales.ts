import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Instant } from '#lib/contract/page';
import { LogLevel } from '#lib/contract/run';
import { StoreId } from '#lib/contract/store';

/** Which days of the period are loaded: missing + partial + drifted, those whose last attempt failed, or all. */
export const LoadMode = z.enum(['missing', 'failed', 'all']);
export type LoadMode = z.infer<typeof LoadMode>;

/** What goes first: the newest day of every store, or yesterday and then the stores of the highest priority. */
export const LoadOrder = z.enum(['newest', 'priority']);
export type LoadOrder = z.infer<typeof LoadOrder>;

/**
 * Input of the job `sales.load`. Without `from` and `to` it means the schedule's own work: yesterday, then the
 * unresolved days of the last seven. Without `stores` it means every active store.
 */
export const SalesLoad = z
  .strictObject({
    stores: z.array(StoreId).min(1).max(5000).optional(),
    from: Day.optional(),
    to: Day.optional(),
    mode: LoadMode.default('missing'),
    /** By priority when it is not given. */
    order: LoadOrder.optional(),
    confirm: z.boolean().default(false),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .refine((load) => (load.from === undefined) === (load.to === undefined), {
    path: ['to'],
    message: 'give both ends of the period, or none',
  })
  .refine((load) => load.from === undefined || load.to === undefined || load.from <= load.to, {
    path: ['from'],
    message: 'the period starts after its end',
  });
export type SalesLoad = z.infer<typeof SalesLoad>;

/**
 * Input of the job `sales.check-drift`. Without a period it means the days that have come of age since they were last
 * compared; without `stores` every active store.
 */
export const SalesDriftCheck = z
  .strictObject({
    stores: z.array(StoreId).min(1).max(5000).optional(),
    from: Day.optional(),
    to: Day.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'give both ends of the period, or none',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'the period starts after its end',
  });
export type SalesDriftCheck = z.infer<typeof SalesDriftCheck>;

/** Input of the job `sales.undo-load`. */
export const UndoLoad = z.strictObject({
  store: StoreId,
  day: Day,
  reason: z.string().trim().min(1).max(500).optional(),
});
export type UndoLoad = z.infer<typeof UndoLoad>;

const hour = z.int().min(0).max(23);
const minute = z.int().min(0).max(59);

/** GET /api/etl/scheduler/status. Hour and minute are null when the cron is not one daily time. */
export const EtlSchedulerStatus = z.object({
  enabled: z.boolean(),
  is_running: z.boolean(),
  next_execution: Instant.nullable(),
  last_execution: Instant.nullable(),
  pending_retries: z.number(),
  failed_stores: z.array(StoreId),
  config: z.object({
    execution_hour: hour.nullable(),
    execution_minute: minute.nullable(),
    max_retries: z.number(),
    retry_interval_minutes: z.number(),
  }),
  daily_summary: z
    .object({ date: Day, total: z.number(), successful: z.number(), failed: z.number(), partial: z.number() })
    .nullable(),
});
export type EtlSchedulerStatus = z.infer<typeof EtlSchedulerStatus>;

/** PUT /api/etl/scheduler/config: any of the four. */
export const EtlSchedulerConfig = z
  .strictObject({
    execution_hour: hour,
    execution_minute: minute,
    max_retries: z.int().min(0).max(20),
    retry_interval_minutes: z
      .int()
      .min(0)
      .max(24 * 60),
  })
  .partial();
export type EtlSchedulerConfig = z.infer<typeof EtlSchedulerConfig>;

/** POST /api/etl/sync/ventas. One store, several, or (neither) all the active ones. */
export const EtlSync = z
  .strictObject({
    ubicacion_id: StoreId.optional(),
    ubicaciones: z.array(StoreId).min(1).max(5000).optional(),
    fecha_inicio: Day,
    fecha_fin: Day,
    modo: LoadMode.default('missing'),
    confirm: z.boolean().default(false),
    motivo: z.string().trim().min(1).max(500).optional(),
  })
  .refine((sync) => sync.ubicacion_id === undefined || sync.ubicaciones === undefined, {
    path: ['ubicaciones'],
    message: 'give one store in ubicacion_id or several in ubicaciones, not both',
  })
  .refine((sync) => sync.fecha_inicio <= sync.fecha_fin, {
    path: ['fecha_inicio'],
    message: 'the period starts after its end',
  });
export type EtlSync = z.infer<typeof EtlSync>;

export const EtlLogs = z.object({
  logs: z.array(z.object({ id: z.string(), timestamp: Instant, level: LogLevel, message: z.string() })),
  next: z.string(),
});
export type EtlLogs = z.infer<typeof EtlLogs>;

/** GET /api/etl/ventas/status: the load that runs now, or the last one. */
export const EtlStatus = z.object({
  is_running: z.boolean(),
  run_id: z.string().nullable(),
  state: z.string().nullable(),
  started_at: Instant.nullable(),
  ended_at: Instant.nullable(),
  progress: z.object({ done: z.number(), total: z.number() }),
  failed_stores: z.array(StoreId),
});
export type EtlStatus = z.infer<typeof EtlStatus>;

/** One line of GET /api/ventas/gaps. `completitud` is 0–100. */
export const VentasGap = z.object({
  ubicacion_id: StoreId,
  nombre: z.string(),
  registros: z.number(),
  primera_venta: Day.nullable(),
  ultima_venta: Day.nullable(),
  dias_atraso: z.number(),
  completitud: z.number(),
  gaps: z.array(
    z.object({ desde: Day, hasta: Day, dias: z.number(), estado: z.enum(['missing', 'partial', 'drifted']) }),
  ),
  tiene_gaps_historicos: z.boolean(),
  recomendacion: z
    .object({ accion: z.enum(['actualizar', 'recuperar', 'reintentar']), desde: Day, hasta: Day, minutos: z.number() })
    .nullable(),
});
export type VentasGap = z.infer<typeof VentasGap>;
