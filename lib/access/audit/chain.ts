import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';

/** Everything of a row but its hash, as text: numbers and JSON as they are stored, instants in UTC to the microsecond. */
const fields = [
  'sealNumber',
  'previousHash',
  'sealedAt',
  'id',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'act',
  'outcome',
  'objectKind',
  'objectId',
  'input',
  'before',
  'after',
  'reason',
  'address',
  'userAgent',
  'requestId',
] as const;

export type SealedText = Record<(typeof fields)[number], string | null>;

const instantText = (instant: SQL) => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What a person did, in the names of `SealedText`, of `audit_entries`. The seal's own three are beside it. */
export const actTexts = sql`
  id::text                  as "id",
  ${instantText(sql`at`)}   as "at",
  actor_kind                as "actorKind",
  actor_id                  as "actorId",
  actor_name                as "actorName",
  act                       as "act",
  outcome                   as "outcome",
  object_kind               as "objectKind",
  object_id                 as "objectId",
  input::text               as "input",
  before::text              as "before",
  after::text               as "after",
  reason                    as "reason",
  address                   as "address",
  user_agent                as "userAgent",
  request_id                as "requestId"`;

export const sealedAtText = (instant: SQL) => sql`${instantText(instant)} as "sealedAt"`;

/** What the first seal stands on. */
export const noHash = '0'.repeat(64);

/**
 * SHA-256, in hex, of the JSON array of an entry's fields in their order, without spaces: docs/audit.md has the recipe,
 * so that another program can verify the chain as well.
 */
export function hashOf(entry: SealedText): string {
  const text = JSON.stringify(fields.map((field) => entry[field]));
  return createHash('sha256').update(text).digest('hex');
}
