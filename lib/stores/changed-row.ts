import type { Secrets } from '#lib/access/secrets';
import { retriesWithMinutes, type StoreChange } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { refuseQueries } from '#lib/stores/refuse-queries';
import { passwordUse } from '#lib/stores/store-access';
import type { StoreRow } from '#lib/stores/store-of';

/**
 * The row after a change. Another address clears the password unless a new one comes with it: who may edit a store
 * must not learn its password by having it sent to a server of his own.
 */
export function changedRow(row: StoreRow, change: StoreChange, secrets: Secrets): StoreRow {
  const { password, ...fields } = change;
  const next = { ...row, ...given(fields) };
  refusePortAndInstance(next);
  refuseHalfRetries(next);
  refuseQueries(fields);
  if (password !== undefined) return { ...next, passwordCipher: secrets.seal(password, passwordUse(row.id)) };
  const moved = next.host !== row.host || next.port !== row.port || next.instance !== row.instance;
  return moved ? { ...next, passwordCipher: null } : next;
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** True because an entry whose value is undefined is left out. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

function refusePortAndInstance({ port, instance }: StoreRow): void {
  if ((port === null) !== (instance === null)) return;
  const message = 'give a port or an instance, not both; set the other to null';
  throw new AppError('invalid_input', `port: ${message}`, { details: [{ path: 'port', message }] });
}

function refuseHalfRetries({ retries, retryMinutes }: StoreRow): void {
  if ((retries === null) === (retryMinutes === null)) return;
  const details = [{ path: 'retries', message: retriesWithMinutes }];
  throw new AppError('invalid_input', `retries: ${retriesWithMinutes}`, { details });
}
