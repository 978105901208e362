import { getKey } from '#lib/access/keys';
import { getPerson } from '#lib/access/people';
import { incidentOf } from '#lib/alerts/list-incidents';
import type { AuditActor, AuditEntry } from '#lib/contract/audit';
import { codeOf } from '#lib/errors';
import { dailyLoadId } from '#lib/etl/daily-load';
import { getRun } from '#lib/runs/get-run';
import type { Runtime } from '#lib/runtime/current';
import { companyCalendar, storeCalendar } from '#lib/sales/calendars';
import { recordedDay } from '#lib/sales/recorded-day';
import { clockOf, getSchedule } from '#lib/schedules/list-schedules';
import { getStore } from '#lib/stores/get-store';

type AuditObject = NonNullable<AuditEntry['object']>;
type Program = Pick<Runtime, 'db' | 'secrets' | 'config'>;
type Read = (program: Program, id: string) => Promise<unknown>;

/** What a thing is at the moment, as far as people decide it: no secrets, and nothing that changes by itself. */
const readers = new Map<string, Read>(
  Object.entries({
    store: async (program, id) => {
      const { password, createdAt: _c, updatedAt: _u, ...fields } = await getStore(program, id);
      return { ...fields, hasPassword: password !== 'missing' };
    },
    store_calendar: ({ db }, id) => storeCalendar(db, id),
    company_calendar: ({ db }) => companyCalendar(db),
    store_day: ({ db }, id) => {
      const [storeId = '', day = ''] = id.split('/');
      return recordedDay(db, { storeId, day });
    },
    schedule: async ({ db, config }, id) => {
      const {
        next: _n,
        nextAt: _a,
        lastTick: _l,
        missedSlots: _m,
        warning: _w,
        updatedAt: _u,
        ...settings
      } = await getSchedule(db, id, clockOf(config));
      return settings;
    },
    run: async ({ db }, id) => {
      const { job, state, priority, steps, cancelRequestedAt, pausedAt, pausedBy } = await getRun(db, id);
      return { job, state, priority, steps, cancelRequestedAt, pausedAt, pausedBy };
    },
    alert: async ({ db }, id) => {
      const { cause, acknowledgedAt, acknowledgedBy } = await incidentOf(db, id);
      return { cause, acknowledgedAt, acknowledgedBy };
    },
    person: async ({ db }, id) => {
      const { name, email, role, hasTotp, disabledAt } = await getPerson(db, id);
      return { name, email, role, hasTotp, disabledAt };
    },
    key: async ({ db }, id) => {
      const { name, role, prefix, owner, expiresAt } = await getKey(db, id);
      return { name, role, prefix, owner, expiresAt };
    },
  } satisfies Record<string, Read>),
);

/** Null for a kind without a reader, and for what is not there. */
export async function stateOf(program: Program, object: AuditObject | null): Promise<unknown> {
  const read = object && readers.get(object.kind);
  if (!read) return null;
  try {
    return await read(program, object.id);
  } catch (error) {
    if (codeOf(error) === 'not_found') return null;
    throw error;
  }
}

/** What `/api/<first>` and `/api/<first>/{id}` are about. */
const kinds = new Map([
  ['stores', 'store'],
  ['schedules', 'schedule'],
  ['runs', 'run'],
  ['alerts', 'alert'],
  ['people', 'person'],
  ['keys', 'key'],
  ['invitations', 'invitation'],
]);

type Asked = { path: string; params: Record<string, string>; actor: AuditActor };

/** What a call is about; null for what it makes, and for what is about many things or none. */
export async function objectOf(
  { db }: Pick<Runtime, 'db'>,
  { path, params, actor }: Asked,
): Promise<AuditObject | null> {
  const { id = '', day = '' } = params;
  const [, first = '', second = '', third = ''] = path.split('/').slice(1);
  if (first === 'account') return personOf(actor);
  if (first === 'calendar') return { kind: 'company_calendar', id: 'company' };
  if (path.startsWith('/api/etl/scheduler/') && third !== 'trigger') return theDailyLoad(db);
  if (second !== '{id}') return null;
  if (third === 'calendar') return { kind: 'store_calendar', id };
  if (third === 'days') return { kind: 'store_day', id: `${id}/${day}` };
  const kind = kinds.get(first);
  return kind === undefined ? null : { kind, id };
}

export function personOf({ kind, id }: AuditActor): AuditObject | null {
  return kind === 'person' && id !== null ? { kind, id } : null;
}

async function theDailyLoad(db: Runtime['db']): Promise<AuditObject | null> {
  try {
    return { kind: 'schedule', id: await dailyLoadId(db) };
  } catch (error) {
    if (codeOf(error) === 'not_found') return null;
    throw error;
  }
}

/** What a call made, as its answer names it: a run, or what a collection was given. */
export function madeObject(path: string, answer: unknown): AuditObject | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('run_id' in answer) return { kind: 'run', id: String(answer.run_id) };
  const kind = kinds.get(path.replace('/api/', ''));
  return kind !== undefined && 'id' in answer ? { kind, id: String(answer.id) } : null;
}
