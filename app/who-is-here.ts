import { headers } from 'next/headers';
import type { Me } from '#lib/contract/access';
import { isAppError } from '#lib/errors';
import { runtime } from '#lib/runtime/current';

/** Who looks at the page; null on the pages that are there for nobody yet. */
export async function whoIsHere(): Promise<Me | null> {
  const identity = await runtime()
    .access.identify(await headers())
    .catch(nobody);
  if (!identity) return null;
  const { kind, id, name, email, role, hasTotp } = identity;
  return { kind, id, name, email, role, hasTotp };
}

/** A key that opens nothing is nobody; anything else is a fault. */
function nobody(error: unknown): null {
  if (isAppError(error)) return null;
  throw error;
}
