import { z } from 'zod';
import { Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { StoreId } from '#lib/contract/store';

/** `no_entry`: the line is up, but the server lets nobody in (password, certificate, database). */
export const LinkState = z.enum(['up', 'down', 'no_entry', 'unknown']);
export type LinkState = z.infer<typeof LinkState>;

/** `open`: loads leave the store alone until a probe gets through. */
export const Circuit = z.enum(['closed', 'open']);
export type Circuit = z.infer<typeof Circuit>;

/** One letter for each half hour of a strip. */
export const slotLetters = { up: 'u', down: 'd', mixed: 'm', unknown: '.' } as const;

export const slotMinutes = 30;
export const stripSlots = 48;

export const StoreLink = z.object({
  storeId: StoreId,
  name: z.string(),
  state: LinkState,
  /** Since when it is so; null as long as nobody tried. */
  since: Instant.nullable(),
  /** Of the last probe that got so far. */
  tcpMs: z.number().nullable(),
  loginMs: z.number().nullable(),
  /** Median of the logins of 24 hours. */
  medianLoginMs: z.number().nullable(),
  lastProbeAt: Instant.nullable(),
  lastOkAt: Instant.nullable(),
  /** When it is probed next; null while it is on hold. */
  nextProbeAt: Instant.nullable(),
  onHold: z.boolean(),
  /** Why the last try failed; null when it did not. */
  failure: Failure.nullable(),
  /** Tries in a row that found no connection. */
  failures: z.int(),
  circuit: Circuit,
  /** The last 24 hours, oldest first: `stripSlots` letters of `slotLetters`. */
  strip: z.string().length(stripSlots),
  /** Rows a second of the last five loads, oldest first. */
  rowsPerSecond: z.array(z.number()),
});
export type StoreLink = z.infer<typeof StoreLink>;

/** Stores that went down together: what they share is broken, not they. */
export const LinkGroup = z.object({
  stores: z.array(StoreId),
  /** When the first of them was found down. */
  since: Instant,
  /** The network that all of them are in, such as `10.8.1.0/24`; null when they are in several. */
  network: z.string().nullable(),
  /** Every store that is probed is down. */
  everyStore: z.boolean(),
});
export type LinkGroup = z.infer<typeof LinkGroup>;

/** GET /api/connectivity: active stores in the order of their ids. */
export const Connectivity = z.object({
  stores: z.array(StoreLink),
  groups: z.array(LinkGroup),
  /** When the strips begin. */
  stripFrom: Instant,
  everyMinutes: z.number(),
  at: Instant,
});
export type Connectivity = z.infer<typeof Connectivity>;

/** What a test by hand found. `unfinished` stores were still being tried when the answer was due. */
export const ConnectivityTested = Connectivity.extend({ tested: z.int(), unfinished: z.int() });
export type ConnectivityTested = z.infer<typeof ConnectivityTested>;
