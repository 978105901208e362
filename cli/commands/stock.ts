import { exitCodes } from '#cli/exit-codes';
import { followRun } from '#cli/follow';
import { type Column, sayJson, tableOf } from '#cli/output';
import { listText } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { startRun } from '#lib/contract/endpoints/runs';
import { stockOverview } from '#lib/contract/endpoints/stock';
import type { StoreStock } from '#lib/contract/stock';

const columns: Column<StoreStock>[] = [
  { title: 'STORE', text: ({ storeId }) => storeId },
  { title: 'NAME', text: ({ name }) => name },
  { title: 'STOCK', text: ({ freshness }) => freshness },
  { title: 'STATE', text: ({ state }) => state },
  { title: 'AGE', text: ageText, right: true },
  { title: 'PRODUCTS', text: ({ products }) => String(products), right: true },
  { title: 'UNITS', text: ({ units }) => units ?? '-', right: true },
  { title: 'VALUE', text: ({ value }) => value ?? '-', right: true },
  { title: 'NEXT', text: nextText },
];

export const addStock: AddCommands = (program, open) => {
  const stock = program
    .command('stock')
    .description('Shows the stock of each store: how old it is, whether it was proved, what it comes to.')
    .option('--store <ids>', 'of these stores only, with commas between them', listText)
    .action(async ({ store }: { store?: string[] }, command) => {
      const session = open(command);
      const overview = await session.call(stockOverview);
      const stores = store ? overview.stores.filter(({ storeId }) => store.includes(storeId)) : overview.stores;
      if (session.json) return sayJson({ ...overview, stores });
      console.log(stores.length === 0 ? 'No stores.' : tableOf(columns, stores));
    });
  stock
    .command('update')
    .description('Takes the stock of the stores now: of all active ones, or of those named.')
    .option('--stores <ids>', 'of these stores only, with commas between them', listText)
    .option('-f, --follow', 'show its log until it ends', false)
    .action(async ({ stores, follow }: { stores?: string[]; follow: boolean }, command) => {
      const session = open(command);
      const body = { job: 'stock.load', input: stores ? { stores } : {} };
      const started = await session.call(startRun, { body });
      if (follow) process.exitCode = await followRun(session, started.run_id);
      else {
        process.exitCode = exitCodes.good;
        session.json
          ? sayJson(started)
          : console.log(`Run ${started.run_id} started: fluxion logs -f ${started.run_id}`);
      }
    });
};

function ageText({ ageMinutes }: StoreStock): string {
  if (ageMinutes === null) return '-';
  const hours = Math.floor(ageMinutes / 60);
  return hours < 48 ? `${hours} h ${String(ageMinutes % 60).padStart(2, '0')} min` : `${Math.floor(hours / 24)} days`;
}

function nextText({ underWay, hold, failure }: StoreStock): string {
  if (hold) return `on hold: ${hold.reason}`;
  if (failure?.nextAttemptAt) return `again at ${failure.nextAttemptAt}: ${failure.failure.message}`;
  if (underWay) return 'being taken';
  return failure ? failure.failure.message : '-';
}
