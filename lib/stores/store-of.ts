import type { InferSelectModel } from 'drizzle-orm';
import type { stores } from '#db/schema/stores';
import type { Secrets } from '#lib/access/secrets';
import type { Store } from '#lib/contract/store';
import { passwordUse } from '#lib/stores/store-access';

export type StoreRow = InferSelectModel<typeof stores>;

/** A store as everybody may see it: whether it has a password, never which. */
export function storeOf(row: StoreRow, secrets: Secrets): Store {
  const { passwordCipher: _, holdReason, holdUntil, createdAt, updatedAt, ...fields } = row;
  return {
    ...fields,
    password: passwordState(row, secrets),
    hold: holdReason === null ? null : { until: holdUntil?.toISOString() ?? null, reason: holdReason },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function passwordState({ id, passwordCipher }: StoreRow, secrets: Secrets): Store['password'] {
  if (passwordCipher === null) return 'missing';
  return secrets.open(passwordCipher, passwordUse(id)) === null ? 'unreadable' : 'set';
}
