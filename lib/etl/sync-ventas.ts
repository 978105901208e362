import { addDays, dayInZone } from '#lib/contract/day';
import type { RunStarted } from '#lib/contract/run';
import type { EtlSync } from '#lib/contract/sales';
import { AppError, isAppError } from '#lib/errors';
import { salesJob } from '#lib/etl/daily-load';
import type { Caller } from '#lib/http/caller';
import { requestRun } from '#lib/runs/request-run';
import type { Runtime } from '#lib/runtime/current';
import type { JsonValue } from '#lib/runtime/define-job';

/** Loads a period. One that ended before yesterday is a recovery: live work goes before it. */
export async function syncVentas(program: Runtime, sync: EtlSync, caller: Caller): Promise<RunStarted> {
  const yesterday = addDays(dayInZone(new Date(), program.config.FLUXION_ZONE), -1);
  try {
    const recovery = sync.fecha_fin < yesterday;
    return await requestRun(program, { job: salesJob, input: loadOf(sync), recovery }, caller);
  } catch (error) {
    throw inTheCallersWords(error, sync);
  }
}

function loadOf(sync: EtlSync): JsonValue {
  const stores = sync.ubicacion_id === undefined ? sync.ubicaciones : [sync.ubicacion_id];
  return {
    ...(stores === undefined ? {} : { stores }),
    from: sync.fecha_inicio,
    to: sync.fecha_fin,
    mode: sync.modo,
    confirm: sync.confirm,
    ...(sync.motivo === undefined ? {} : { reason: sync.motivo }),
  };
}

/** The job names its own fields; the caller wrote others. */
function inTheCallersWords(error: unknown, sync: EtlSync): unknown {
  if (!isAppError(error) || !error.details?.length) return error;
  const words: Record<string, string> = {
    stores: sync.ubicacion_id === undefined ? 'ubicaciones' : 'ubicacion_id',
    from: 'fecha_inicio',
    to: 'fecha_fin',
    mode: 'modo',
    reason: 'motivo',
  };
  const details = error.details.map(({ path, message }) => ({
    path: path.replace(/^\w+/, (word) => words[word] ?? word).replace(/^ubicacion_id\[0\]/, 'ubicacion_id'),
    message,
  }));
  return new AppError(error.code, error.message, { cause: error, details, params: error.params ?? {} });
}
