import { z } from 'zod';
import { addDays, type Day } from '#lib/contract/day';
import type { DemoAct } from '#lib/contract/endpoints/demo';
import { AppError } from '#lib/errors';
import type { Runtime } from '#lib/runtime/current';
import { lastDueDay } from '#lib/sales/due-day';

/** What a slow link of a branch carries. */
const slowBytesPerSecond = 30_000;
const timeoutMs = 10_000;

const Stores = z.object({ stores: z.array(z.object({ id: z.string() })) });

type FleetCall = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

/** Breaks a store of the demo's fleet, or heals them all. Throws `not_found` where there is no demo, or no such store. */
export async function actOnDemo({ db, config }: Pick<Runtime, 'db' | 'config'>, act: DemoAct): Promise<{ day: Day }> {
  const { DEMO_CONTROL_URL: controlUrl, FLUXION_ZONE: zone } = config;
  if (controlUrl === undefined) throw new AppError('not_found', 'There is no demo here.');
  const call = fleetAt(controlUrl);
  const day = await lastDueDay(db, { now: new Date(), zone });
  const ids = Stores.parse(await call('GET', '/stores')).stores.map(({ id }) => id);
  if (act.act === 'heal') await heal(call, ids, day);
  else {
    if (!ids.includes(act.store)) throw new AppError('not_found', `The demo has no store ${act.store}.`);
    await hurt(call, act, day);
  }
  return { day };
}

function hurt(call: FleetCall, { act, store }: Exclude<DemoAct, { act: 'heal' }>, day: Day): Promise<unknown> {
  if (act === 'cut') return call('POST', `/stores/${store}/faults`, { mode: 'refuse', live: true });
  if (act === 'lose_half') return call('POST', `/stores/${store}/days/${day}/changes`, { change: { kind: 'half' } });
  const fault = { mode: 'throttle', bytesPerSecond: slowBytesPerSecond, live: true };
  return call('POST', `/stores/${store}/faults`, fault);
}

/** The day before too: what was due when it was halved may not be the last one any more. */
async function heal(call: FleetCall, ids: readonly string[], day: Day): Promise<void> {
  const paths = ids.flatMap((id) => [
    `/stores/${id}/faults`,
    `/stores/${id}/days/${day}/changes`,
    `/stores/${id}/days/${addDays(day, -1)}/changes`,
  ]);
  for (const path of paths) await call('DELETE', path);
}

function fleetAt(controlUrl: string): FleetCall {
  return async (method, path, body) => {
    const response = await fetch(new URL(path, controlUrl), {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause) => {
      throw new AppError('source_unavailable', 'The simulated stores of the demo do not answer.', { cause });
    });
    const text = await response.text();
    if (!response.ok) throw new AppError('source_rejected', `The demo's stores refuse ${method} ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
