import assert from 'node:assert/strict';
import { CallError } from '#lib/contract/call';

/** Status, code and the paths of the details of a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<[number, string, string[]]> {
  const error = await call.then(
    () => assert.fail('the call was not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof CallError, String(error));
  return [error.status, error.code, error.details.map(({ path }) => path)];
}
