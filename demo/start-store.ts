import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Fault, type FaultProxy, type LinkCounts, portOf, startFaultProxy } from '#demo/fault-proxy';
import type { Product } from '#demo/sales/catalogue';
import { closingTable } from '#demo/sales/closing-table';
import type { DayChange } from '#demo/sales/day-changes';
import { closingQuery, inventoryQuery, invoiceQuery } from '#demo/sales/extraction-query';
import type { DayFigures } from '#demo/sales/figures';
import { invoiceTables } from '#demo/sales/invoice-tables';
import { type SalesRow, salesRows } from '#demo/sales/sales-rows';
import { type StoreStock, storeStock } from '#demo/sales/stock';
import { inventoryTable, type StockFigures, stockFigures, stockTable } from '#demo/sales/stock-table';
import { type SalesSpecification, type StoreSales, storeSales } from '#demo/sales/store-sales';
import { catalogOf, salesScan, salesTable, textTable } from '#demo/sales/store-tables';
import { dayNumberOf, dayText } from '#demo/sql/dates';
import { encodedRows } from '#demo/tds/encoded-rows';
import type { ServerEncryption } from '#demo/tds/encryption';
import { tdsServer } from '#demo/tds/server';

/** What a client needs to know of a store, and what a test needs to steer it. */
export type DemoStore = {
  readonly id: string;
  readonly name: string;
  readonly host: '127.0.0.1';
  /** Where clients connect: of the fault proxy, or of the store itself when it serves a bench. */
  readonly port: number;
  /** Of the store itself, past the proxy. */
  readonly directPort: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** How the product is told to reach it: a certificate of its own making cannot be checked. */
  readonly encryption: 'off' | 'on';
  readonly trustCertificate: boolean;
  readonly zone: string;
  readonly firstDay: string;
  /** The query of a store whose schema is its own; null where the product's default fits. */
  readonly query: string | null;
  /** Totals from the tills' closings, which know when the sales table is not whole; null where nobody asks for them. */
  readonly controlQuery: string | null;
  /** The stock query of a store whose schema is its own. */
  readonly stockQuery: string | null;
  readonly priority: number;
};

export type StoreHandle = {
  readonly store: DemoStore;
  setFault(fault: Fault): Promise<void>;
  fault(): Fault;
  counts(): LinkCounts;
  resetCounts(): void;
  change(day: string, change: DayChange, afterRows?: number): void;
  restore(day: string): void;
  expected(day: string): DayFigures;
  expectedStock(): StockFigures;
  rows(day: string): Generator<SalesRow>;
  stop(): Promise<void>;
};

export type StoreRequest = {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  readonly sales: SalesSpecification;
  /** What lies on its shelves. */
  readonly products: readonly Product[];
  readonly hasInvoices: boolean;
  readonly isControlled: boolean;
  readonly priority: number;
  readonly encryption: ServerEncryption;
  /** The proxy's port, 0 for any. */
  readonly port: number;
  /** For benches: rows are encoded once and then only written, and no proxy stands before the store. */
  readonly encodesOnce: boolean;
};

export const fleetZone = 'America/Caracas';
const offsetMinutes = -240;
const database = 'POS';
const username = 'fluxion_lectura';

/** Starts one store behind its fault proxy. */
export async function startStore(request: StoreRequest): Promise<StoreHandle> {
  const sales = storeSales(request.sales);
  const stock = storeStock({ profile: request.sales.profile, products: request.products, sales });
  const server = serverOf(request, sales, stock);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(request.encodesOnce ? request.port : 0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await startFaultProxy(portOf(server), request.encodesOnce ? 0 : request.port);
  const directPort = portOf(server);
  return {
    ...steering(sales, stock, proxy),
    store: describe(request, request.encodesOnce ? directPort : proxy.port, directPort),
    stop: async () => {
      await proxy.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function serverOf(
  { id, password, hasInvoices, encryption, encodesOnce, sales: { profile } }: StoreRequest,
  sales: StoreSales,
  stock: StoreStock,
): ReturnType<typeof tdsServer> {
  const flat = {
    ventas: salesScan(sales, salesTable),
    ventas_texto: salesScan(sales, textTable),
    existencias: stockTable(stock),
  };
  const tables = hasInvoices ? { ...invoiceTables(sales), inventario: inventoryTable(stock) } : flat;
  const catalog = catalogOf({ ...tables, cierres_z: closingTable(sales) });
  return tdsServer({
    serverName: id.toUpperCase(),
    user: username,
    password,
    database,
    encryption,
    environment: () => ({ catalog, nowMs: Date.now(), offsetMinutes }),
    compactNulls: profile.index % 2 === 1,
    encodedRows: encodesOnce ? encodedRows() : undefined,
    onRowsSent: sales.countSent,
  });
}

function describe(request: StoreRequest, port: number, directPort: number): DemoStore {
  const { id, name, password, hasInvoices, isControlled, priority, encryption } = request;
  return {
    id,
    name,
    host: '127.0.0.1',
    port,
    directPort,
    database,
    username,
    password,
    encryption: encryption.mode === 'off' ? 'off' : 'on',
    trustCertificate: encryption.mode !== 'off',
    zone: fleetZone,
    firstDay: dayText(request.sales.firstDay),
    query: hasInvoices ? invoiceQuery : null,
    controlQuery: isControlled ? closingQuery : null,
    stockQuery: hasInvoices ? inventoryQuery : null,
    priority,
  };
}

function steering(sales: StoreSales, stock: StoreStock, proxy: FaultProxy): Omit<StoreHandle, 'store' | 'stop'> {
  return {
    setFault: proxy.setFault,
    fault: proxy.fault,
    counts: proxy.counts,
    resetCounts: proxy.resetCounts,
    change: (day, change, afterRows) => sales.change(dayNumber(day), change, afterRows),
    restore: (day) => sales.restore(dayNumber(day)),
    expected: (day) => sales.figures(dayNumber(day)),
    expectedStock: () => stockFigures(stock.now()),
    rows: (day) => salesRows(sales.block(dayNumber(day))),
  };
}

/** `2025-10-17` as days since 1970. */
export function dayNumber(day: string): number {
  const number = dayNumberOf(day);
  if (number === undefined) throw new RangeError(`${day} is no day as YYYY-MM-DD`);
  return number;
}
