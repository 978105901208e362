import type { Product } from '#demo/sales/catalogue';
import { pick, randomFrom, seedOf } from '#demo/sales/random';
import { columnsOf, emptyTable, type SalesTable } from '#demo/sales/sales-block';
import type { StoreProfile } from '#demo/sales/store-profile';
import { dayMs, dayText } from '#demo/sql/dates';
import type { Block } from '#demo/sql/scan';

/** What every store of the fleet shares. */
export type Chain = {
  readonly products: readonly Product[];
  readonly customers: readonly string[];
  readonly sellers: readonly string[];
};

type DayRequest = { profile: StoreProfile; chain: Chain; day: number; lines: number };

/** The most that decimal(18,4) holds twelve digits before the point of: a double has lost its last digits by then. */
const hugeAmount = 9_999_999_999_999_999n;

/**
 * The sales of one store and day, sorted by ticket and line. The same (store, day, lines) gives the same rows in
 * every process; nothing is stored.
 */
export function generateDay(request: DayRequest): Block {
  const { day, lines, profile } = request;
  const table = emptyTable(lines);
  const state = startDay(request);
  let row = 0;
  for (let till = 0; till < state.tills; till += 1) {
    const last = Math.round((lines * (till + 1)) / state.tills);
    row = sellAtTill({ request, table, state, till, from: row, to: last });
  }
  if (lines >= 200 && (day + profile.index) % 10 === 0) plantHugeAmounts(table);
  table.fecha.fill(day);
  return { columns: columnsOf(table), count: lines, day };
}

type DayState = { random: () => number; tills: number; label: string; rate: number; minutes: readonly number[] };

function startDay({ profile, day, lines }: DayRequest): DayState {
  const random = randomFrom(seedOf(profile.seed, profile.index, day));
  const rate = Math.round((180 + (day % 365) * 0.31 + random() * 2) * 1e8);
  const tills = Math.max(1, Math.min(profile.tills, Math.ceil(lines / 20)));
  const label = dayText(day).replaceAll('-', '').slice(2);
  return { random, tills, label, rate, minutes: rushHours(profile) };
}

/** Minutes of the day such that equal shares of the tickets lie between them: crowded at noon and after work. */
function rushHours({ opensAtMinute, closesAtMinute }: StoreProfile): readonly number[] {
  const weights: number[] = [];
  for (let minute = opensAtMinute; minute < closesAtMinute; minute += 1) {
    const hour = minute / 60;
    weights.push(0.25 + Math.exp(-((hour - 12) ** 2) / 3) + 1.2 * Math.exp(-((hour - 18) ** 2) / 4));
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = 512;
  const minutes: number[] = [];
  let reached = 0;
  weights.forEach((weight, index) => {
    reached += weight;
    while (minutes.length <= (reached / whole) * shares - 1e-9 && minutes.length <= shares)
      minutes.push(opensAtMinute + index);
  });
  return minutes;
}

type TillWork = { request: DayRequest; table: SalesTable; state: DayState; till: number; from: number; to: number };

function sellAtTill(work: TillWork): number {
  const { table, state, till, from, to } = work;
  const tillName = `C${String(till + 1).padStart(2, '0')}`;
  let row = from;
  for (let sequence = 1; row < to; sequence += 1) {
    const ticket = drawTicket(work, (row - from) / (to - from));
    const last = Math.min(to, row + ticket.lines);
    const number = `${tillName}-${state.label}-${String(sequence).padStart(6, '0')}`;
    for (let line = 1; row < last; row += 1, line += 1) {
      table.till[row] = tillName;
      table.ticket[row] = number;
      table.line[row] = line;
      writeTicket(table, row, ticket);
      writeLine(work, row, ticket);
    }
  }
  return row;
}

type Ticket = {
  lines: number;
  moment: number;
  inDollars: boolean;
  rate: bigint;
  /** Bolívares × 10^-8 in one unit of the ticket's currency, as a plain factor for its prices. */
  factor: number;
  sign: number;
  voided: boolean;
  customer: string | null;
  seller: string | null;
};

const linesPerTicket = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 14];
const msEndings = [0, 3, 7];

function drawTicket({ request, state }: TillWork, position: number): Ticket {
  const { random, rate } = state;
  const { profile, chain } = request;
  const inDollars = random() < profile.dollarShare;
  const fate = random();
  return {
    lines: pick(linesPerTicket, random()),
    moment: momentOf({ request, state }, position),
    inDollars,
    rate: inDollars ? BigInt(rate) : 100_000_000n,
    factor: inDollars ? 1 : rate / 1e8,
    sign: fate < 0.02 ? -1 : 1,
    voided: fate > 0.99,
    customer: random() < 0.55 ? null : pick(chain.customers, random()),
    seller: random() < 0.03 ? null : pick(chain.sellers, random()),
  };
}

/** When a ticket was rung up; a store that closes late rings up its last ones after midnight. */
function momentOf({ request, state }: Pick<TillWork, 'request' | 'state'>, position: number): number {
  const { random, minutes } = state;
  const seconds = Math.floor(random() * 60);
  const ms = Math.floor(random() * 100) * 10 + pick(msEndings, random());
  const isLate = request.profile.closesLate && position > 0.996;
  const minute = isLate
    ? 1440 + Math.floor(random() * 40)
    : (minutes[Math.floor(position * (minutes.length - 1))] ?? 720);
  return request.day * dayMs + (minute * 60 + seconds) * 1000 + ms;
}

function writeTicket(table: SalesTable, row: number, ticket: Ticket): void {
  table.moment[row] = ticket.moment;
  table.currency[row] = ticket.inDollars ? 'USD' : 'VES';
  table.rate[row] = ticket.rate;
  table.customer[row] = ticket.customer;
  table.seller[row] = ticket.seller;
  table.voided[row] = ticket.voided ? 1 : 0;
}

/** Prices, quantities and amounts are whole numbers of 1/10,000 all along: every sum can be checked to the last digit. */
function writeLine({ request, table, state }: TillWork, row: number, { factor, sign }: Ticket): void {
  const { random } = state;
  const product = pick(request.chain.products, random() * random());
  const price = Math.round(product.price * factor * (0.97 + random() * 0.06));
  const quantity =
    sign * (product.weighed ? 500 + Math.floor(random() * 39_990) : 10_000 * (1 + Math.floor(random() ** 3 * 6)));
  const gross = Math.round((quantity * price) / 10_000);
  const discount = random() < 0.1 ? Math.round(gross * 0.05) : 0;
  const tax = product.taxed ? Math.round((gross - discount) * 0.16) : 0;
  table.code[row] = product.code;
  table.name[row] = product.name;
  table.category[row] = product.category;
  table.quantity[row] = BigInt(quantity);
  table.price[row] = BigInt(price);
  table.cost[row] = random() < 0.03 ? null : BigInt(Math.round(price * (0.62 + random() * 0.2)));
  table.discount[row] = BigInt(discount);
  table.tax[row] = BigInt(tax);
  table.total[row] = BigInt(gross - discount + tax);
}

/** A sale of 999,999,999,999.9999 and its return: they cancel out, but not in doubles. */
function plantHugeAmounts(table: SalesTable): void {
  for (const [row, sign] of [
    [table.line.length >> 1, 1n],
    [(table.line.length >> 1) + 7, -1n],
  ] as const) {
    table.quantity[row] = sign * 10_000n;
    table.price[row] = hugeAmount;
    table.discount[row] = 0n;
    table.tax[row] = 0n;
    table.total[row] = sign * hugeAmount;
  }
}
