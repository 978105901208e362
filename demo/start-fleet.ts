import type { Fault, LinkCounts } from '#demo/fault-proxy';
import { startFleetControl } from '#demo/fleet-control';
import { makeCatalogue, makePeople, shelfProducts } from '#demo/sales/catalogue';
import { dayCache } from '#demo/sales/day-cache';
import type { DayChange } from '#demo/sales/day-changes';
import type { DayFigures } from '#demo/sales/figures';
import type { SalesRow } from '#demo/sales/sales-rows';
import type { StockFigures } from '#demo/sales/stock-table';
import { profileOf } from '#demo/sales/store-profile';
import type { SalesSpecification } from '#demo/sales/store-sales';
import { dayMs } from '#demo/sql/dates';
import { type DemoStore, dayNumber, fleetZone, type StoreHandle, startStore } from '#demo/start-store';
import { ailments, invoiceStores, storeIdOf, storeNameOf } from '#demo/store-list';
import { noEncryption, type ServerEncryption } from '#demo/tds/encryption';
import type { StoreFileInput } from '#lib/contract/store';

export type FleetOptions = {
  /** How many stores; 16 by itself. */
  readonly stores?: number;
  readonly seed?: number;
  /** Exactly so many lines in every store-day; by itself 15,000 to 30,000, a number of its own each day. */
  readonly linesPerDay?: number;
  /** Products on the shelves of every store; 15,000 by itself. */
  readonly products?: number;
  /** The last day with sales; by itself today in Caracas, moving on at midnight. */
  readonly today?: string;
  /** How many days before today the stores opened; 60 by itself. */
  readonly days?: number;
  /** Some stores are ill: a missing week, half a day, dead, slow, dropping. */
  readonly sick?: boolean;
  /** Some stores keep invoices in headers and lines, with a query of their own; true by itself. */
  readonly invoices?: boolean;
  /** What the store of this number wants of TLS; by itself none speaks it. */
  readonly encryption?: (index: number) => ServerEncryption;
  /** Rows are encoded once and then only written: for benches. */
  readonly encodesOnce?: boolean;
  /** The first store's port, the others follow; by itself any free ones. */
  readonly basePort?: number;
  /** Of the control server; by itself any free one. */
  readonly controlPort?: number;
};

/** A running fleet. */
export type Fleet = {
  readonly stores: readonly DemoStore[];
  readonly controlUrl: string;
  /** The last day with sales. */
  today(): string;
  fault(storeId: string, fault: Fault): Promise<void>;
  clearFault(storeId: string): Promise<void>;
  counts(storeId: string): LinkCounts;
  resetCounts(storeId: string): void;
  change(storeId: string, day: string, change: DayChange, afterRows?: number): void;
  restore(storeId: string, day: string): void;
  /** What the store's day comes to now, changes and all. */
  expected(storeId: string, day: string): DayFigures;
  /** What the store's stock comes to now; it changes with the sales of today. */
  expectedStock(storeId: string): StockFigures;
  rows(storeId: string, day: string): Generator<SalesRow>;
  /** The fleet as a file that the product imports. */
  storeFile(): StoreFileInput;
  stop(): Promise<void>;
};

const defaultSeed = 20_251_017;
const cachedRows = 600_000;
const usualProducts = 15_000;
/** No secret, but every store has its own. */
const passwordOf = (id: string) => `clave-${id}`;

/** Starts the simulated stores in this process. */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const count = options.stores ?? 16;
  const specify = specifications(options);
  const products = shelfProducts(makeCatalogue(options.seed ?? defaultSeed), options.products ?? usualProducts);
  const handles = new Map<string, StoreHandle>();
  for (let index = 1; index <= count; index += 1) {
    const id = storeIdOf(index);
    const handle = await startStore({
      id,
      name: storeNameOf(index),
      password: passwordOf(id),
      sales: specify(index),
      products,
      hasInvoices: (options.invoices ?? true) && invoiceStores.has(index),
      isControlled: options.sick === true && index === ailments.halfYesterday,
      priority: 0,
      encryption: options.encryption?.(index) ?? noEncryption,
      port: options.basePort === undefined ? 0 : options.basePort + index - 1,
      encodesOnce: options.encodesOnce ?? false,
    });
    handles.set(id, handle);
  }
  const today = todayOf(options);
  if (options.sick) await makeSick(handles, today());
  const fleet = fleetOf(handles, today);
  const control = await startFleetControl(fleet, options.controlPort ?? 0);
  return {
    ...fleet,
    controlUrl: control.url,
    stop: async () => {
      await control.stop();
      await Promise.all([...handles.values()].map((handle) => handle.stop()));
    },
  };
}

function todayOf({ today }: FleetOptions): () => string {
  if (today !== undefined) return () => today;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: fleetZone, dateStyle: 'short' });
  return () => format.format(new Date());
}

function specifications(options: FleetOptions): (index: number) => SalesSpecification {
  const { seed = defaultSeed, linesPerDay, days = 60 } = options;
  const chain = {
    products: makeCatalogue(seed),
    customers: makePeople(seed + 1, 400),
    sellers: makePeople(seed + 2, 14),
  };
  const cache = dayCache(cachedRows);
  const today = todayOf(options);
  const started = dayNumber(today());
  return (index) => ({
    profile: profileOf(seed, index),
    chain,
    cache,
    firstDay: started - days,
    lastDay: () => dayNumber(today()),
    linesPerDay,
    missing: options.sick && index === ailments.missingWeek ? { from: started - 12, to: started - 6 } : undefined,
  });
}

/** A slow line of a store that still makes it: 20,000 lines in about a minute. */
const slowLine: Fault = { mode: 'throttle', bytesPerSecond: 120_000, ms: 120 };
const dropsAfterBytes = 1_500_000;

async function makeSick(handles: ReadonlyMap<string, StoreHandle>, today: string): Promise<void> {
  const of = (index: number) => handles.get(storeIdOf(index));
  const yesterday = new Date(Date.parse(today) - dayMs).toISOString().slice(0, 10);
  of(ailments.halfYesterday)?.change(yesterday, { kind: 'half' });
  await of(ailments.dead)?.setFault({ mode: 'refuse' });
  await of(ailments.slow)?.setFault(slowLine);
  await of(ailments.dropsMidResult)?.setFault({ mode: 'reset', afterBytes: dropsAfterBytes });
}

function fleetOf(handles: ReadonlyMap<string, StoreHandle>, today: () => string): Omit<Fleet, 'controlUrl' | 'stop'> {
  const of = (storeId: string): StoreHandle => {
    const handle = handles.get(storeId);
    if (!handle) throw new RangeError(`the fleet has no store ${storeId}`);
    return handle;
  };
  const stores = [...handles.values()].map(({ store }) => store);
  return {
    stores,
    today,
    fault: (storeId, fault) => of(storeId).setFault(fault),
    clearFault: (storeId) => of(storeId).setFault({ mode: 'pass' }),
    counts: (storeId) => of(storeId).counts(),
    resetCounts: (storeId) => of(storeId).resetCounts(),
    change: (storeId, day, change, afterRows) => of(storeId).change(day, change, afterRows),
    restore: (storeId, day) => of(storeId).restore(day),
    expected: (storeId, day) => of(storeId).expected(day),
    expectedStock: (storeId) => of(storeId).expectedStock(),
    rows: (storeId, day) => of(storeId).rows(day),
    storeFile: () => ({ version: 1, stores: stores.map(definitionOf) }),
  };
}

function definitionOf(store: DemoStore): StoreFileInput['stores'][number] {
  const { directPort: _, ...definition } = store;
  return definition;
}
