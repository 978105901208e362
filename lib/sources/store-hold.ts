import { sql } from 'drizzle-orm';

/** The hold that is in force now, of `stores store`, as the contract spells it; null while there is none. */
export const holdInForce = sql`
  case when store.hold_reason is not null and (store.hold_until is null or store.hold_until > now())
       then json_build_object('until', to_json(store.hold_until), 'reason', store.hold_reason) end`;
