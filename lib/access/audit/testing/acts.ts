import type { Db } from '#db/db';
import type { Act } from '#lib/access/audit/record-act';
import { recordAct } from '#lib/access/audit/record-act';

export const someAct: Act = {
  actor: { kind: 'person', id: 'p1', name: 'Ana Rojas' },
  act: 'patch.stores',
  outcome: 'done',
  object: { kind: 'store', id: 'tienda_01' },
  input: { params: { id: 'tienda_01' }, body: { name: 'PERIFÉRICO', priority: 1.5 } },
  before: { name: 'PERIFERICO', zone: null },
  after: { name: 'PERIFÉRICO', zone: null },
  reason: 'the sign was changed',
  address: '10.0.0.7',
  userAgent: 'Mozilla/5.0',
  requestId: 'r-1',
};

/** Records so many acts, one after the other, and answers their ids. */
export async function recordActs(db: Db, count: number, changes: Partial<Act> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push(await recordAct(db, { ...someAct, requestId: `r-${index + 1}`, ...changes }));
  }
  return ids;
}
