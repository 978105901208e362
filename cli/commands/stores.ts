import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodes } from '#cli/exit-codes';
import { fileInput } from '#cli/file-input';
import { type Column, sayJson, tableOf } from '#cli/output';
import type { AddCommands, Session } from '#cli/program';
import {
  exportStores,
  holdStore,
  importStores,
  listStores,
  releaseStore,
  testStores,
} from '#lib/contract/endpoints/stores';
import { type Store, StoreFile, type StoreTest } from '#lib/contract/store';

const columns: Column<Store>[] = [
  { title: 'STORE', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name },
  {
    title: 'ADDRESS',
    text: ({ host, port, instance }) => (port === null ? `${host}\\${instance}` : `${host}:${port}`),
  },
  { title: 'DATABASE', text: ({ database }) => database },
  { title: 'ACTIVE', text: ({ active }) => (active ? 'yes' : 'no') },
  { title: 'PASSWORD', text: ({ password }) => password },
  { title: 'ON HOLD', text: ({ hold }) => (hold ? hold.reason : '-') },
];

const testColumns: Column<StoreTest>[] = [
  { title: 'STORE', text: ({ storeId }) => storeId },
  { title: 'RESULT', text: ({ ok }) => (ok ? 'good' : 'FAILED') },
  { title: 'STAGE', text: ({ stages }) => stages.find(({ ok }) => ok === false)?.stage ?? '-' },
  { title: 'TOOK', text: ({ stages }) => `${stages.reduce((sum, { ms }) => sum + (ms ?? 0), 0)} ms`, right: true },
  {
    title: 'CLOCK',
    text: ({ clockDifferenceMs: ms }) => (ms === null ? '-' : `${(ms / 1000).toFixed(1)} s`),
    right: true,
  },
  {
    title: 'SAYS',
    text: ({ stages, serverVersion }) => stages.find(({ ok }) => ok === false)?.message ?? firstLine(serverVersion),
  },
];

function firstLine(text: string | null): string {
  return text?.split('\n')[0]?.slice(0, 60) ?? '-';
}

export const addStores: AddCommands = (program, open) => {
  const stores = program
    .command('stores')
    .description('Lists the stores; see its own commands for the rest.')
    .action(async (_, command) => {
      const session = open(command);
      const { items } = await session.call(listStores);
      if (session.json) return sayJson(items);
      console.log(items.length === 0 ? 'No stores: fluxion stores import FILE' : tableOf(columns, items));
    });
  stores
    .command('test [ids...]')
    .description('Tests how stores are reached, all active ones by default.')
    .action((ids: string[], _, command) => test(open(command), ids));
  addFile(stores, open);
  addHold(stores, open);
};

async function test(session: Session, ids: string[]): Promise<void> {
  const { items } = await session.call(testStores, { body: ids.length === 0 ? {} : { stores: ids } });
  process.exitCode = items.every(({ ok }) => ok) ? exitCodes.good : exitCodes.failed;
  if (session.json) return sayJson(items);
  console.log(items.length === 0 ? 'No active stores.' : tableOf(testColumns, items));
}

function addFile(stores: Command, open: (command: Command) => Session): void {
  stores
    .command('export')
    .description('Writes the stores as a file, without passwords.')
    .option('-o, --output <file>', 'instead of standard output')
    .action(async ({ output }: { output?: string }, command) => {
      const file = await open(command).call(exportStores);
      if (output === undefined) return sayJson(file);
      await writeFile(output, `${JSON.stringify(file, null, 2)}\n`);
    });
  stores
    .command('import <file>')
    .description('Creates or changes the stores of a file ("-" reads standard input), all or none.')
    .action(async (path: string, _, command) => {
      const session = open(command);
      const done = await session.call(importStores, { body: await fileInput(StoreFile, path) });
      if (session.json) return sayJson(done);
      console.log(
        `${done.created.length} created, ${done.changed.length} changed, ${done.unchanged.length} unchanged.`,
      );
    });
}

function addHold(stores: Command, open: (command: Command) => Session): void {
  stores
    .command('hold <id>')
    .description('Keeps a store out of every load.')
    .requiredOption('--reason <text>', 'why')
    .option('--until <instant>', 'until when, as 2025-10-21T05:00:00-04:00; without it until it is released')
    .action(async (id: string, { reason, until }: { reason: string; until?: string }, command) => {
      const session = open(command);
      const store = await session.call(holdStore, { params: { id }, body: { reason, until: until ?? null } });
      session.json ? sayJson(store) : console.log(`${id} is on hold: ${reason}`);
    });
  stores
    .command('release <id>')
    .description('Lifts the hold of a store.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const store = await session.call(releaseStore, { params: { id } });
      session.json ? sayJson(store) : console.log(`${id} is loaded again.`);
    });
}
