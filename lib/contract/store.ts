import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Instant } from '#lib/contract/page';
import { Zone } from '#lib/contract/zone';

export const StoreId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected a store id such as tienda_01');
export type StoreId = z.infer<typeof StoreId>;

/** `off` sends the login in the clear (inside the VPN only); `legacy` accepts TLS 1.0 and weak ciphers of old servers. */
export const Encryption = z.enum(['off', 'on', 'legacy']);
export type Encryption = z.infer<typeof Encryption>;

/** `/api/stores/export` and the like are no stores. */
const takenByPaths: readonly string[] = ['export', 'import', 'tests'];

const portOrInstance = 'give a port or an instance, not both';
export const retriesWithMinutes = 'give retries together with the minutes between them, or neither';

const storeFields = {
  name: z.string().trim().min(1).max(120),
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65535).nullable(),
  instance: z.string().trim().min(1).max(64).nullable(),
  database: z.string().trim().min(1).max(128),
  username: z.string().min(1).max(128),
  encryption: Encryption,
  trustCertificate: z.boolean(),
  zone: Zone.nullable(),
  query: z.string().trim().min(1).max(20_000).nullable(),
  controlQuery: z.string().trim().min(1).max(20_000).nullable(),
  stockQuery: z.string().trim().min(1).max(20_000).nullable(),
  active: z.boolean(),
  priority: z.int().min(-100).max(100),
  firstDay: Day,
  /** Tries after the first one, and the minutes between them; null where the schedule's own hold. */
  retries: z.int().min(0).max(20).nullable(),
  retryMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .nullable(),
};
const Password = z.string().min(1).max(256);

/** A store as a person writes it: what the create route and the import file take. The password is write-only. */
export const NewStore = z
  .strictObject({
    id: StoreId.refine((id) => !takenByPaths.includes(id), 'is a word of the API and cannot be a store'),
    ...storeFields,
    port: storeFields.port.default(null),
    instance: storeFields.instance.default(null),
    encryption: storeFields.encryption.default('on'),
    trustCertificate: storeFields.trustCertificate.default(false),
    zone: storeFields.zone.default(null),
    query: storeFields.query.default(null),
    controlQuery: storeFields.controlQuery.default(null),
    stockQuery: storeFields.stockQuery.default(null),
    active: storeFields.active.default(true),
    priority: storeFields.priority.default(0),
    retries: storeFields.retries.default(null),
    retryMinutes: storeFields.retryMinutes.default(null),
    password: Password.optional(),
  })
  .refine((store) => (store.port === null) !== (store.instance === null), { path: ['port'], message: portOrInstance })
  .refine((store) => (store.retries === null) === (store.retryMinutes === null), {
    path: ['retries'],
    message: retriesWithMinutes,
  });
export type NewStore = z.infer<typeof NewStore>;

export const StoreFile = z.strictObject({ version: z.literal(1), stores: z.array(NewStore).max(5000) });
export type StoreFile = z.infer<typeof StoreFile>;
/** The file as it is written, before defaults are filled in. */
export type StoreFileInput = z.input<typeof StoreFile>;

export const StoreChange = z.strictObject({ ...storeFields, password: Password }).partial();
export type StoreChange = z.infer<typeof StoreChange>;

/** `until` null holds until it is lifted. */
export const StoreHold = z.strictObject({ until: Instant.nullable(), reason: z.string().trim().min(1).max(500) });
export type StoreHold = z.infer<typeof StoreHold>;

/** `unreadable`: the key that encrypted it is lost. */
const PasswordState = z.enum(['set', 'missing', 'unreadable']);

export const Store = z.object({
  id: StoreId,
  ...storeFields,
  password: PasswordState,
  hold: z.object({ until: Instant.nullable(), reason: z.string() }).nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Store = z.infer<typeof Store>;

/** One stage of "test this store"; later stages are skipped once one fails. */
export const TestStage = z.object({
  stage: z.enum(['resolve', 'tcp', 'login', 'query', 'columns', 'stock']),
  ok: z.boolean().nullable(),
  ms: z.number().nullable(),
  message: z.string(),
});
export type TestStage = z.infer<typeof TestStage>;

export const StoreTest = z.object({
  storeId: StoreId,
  ok: z.boolean(),
  at: Instant,
  stages: z.array(TestStage),
  address: z.string().nullable(),
  serverVersion: z.string().nullable(),
  /** Source clock minus ours, in milliseconds. */
  clockDifferenceMs: z.number().nullable(),
});
export type StoreTest = z.infer<typeof StoreTest>;

/** What an import did, by store id. */
export const StoreImported = z.object({
  created: z.array(StoreId),
  changed: z.array(StoreId),
  unchanged: z.array(StoreId),
});
export type StoreImported = z.infer<typeof StoreImported>;
