import { type Column, sayJson, tableOf } from '#cli/output';
import { listText } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { listGaps } from '#lib/contract/endpoints/gaps';
import type { StoreGap } from '#lib/contract/overview';

const columns: Column<StoreGap>[] = [
  { title: 'STORE', text: ({ storeId }) => storeId },
  { title: 'NAME', text: ({ name }) => name },
  { title: 'LAST DAY', text: ({ lastDay }) => lastDay ?? '-' },
  { title: 'BEHIND', text: ({ daysBehind }) => String(daysBehind), right: true },
  { title: 'COMPLETE', text: ({ completeness }) => percent(completeness), right: true },
  { title: 'GAPS', text: gapsText },
  { title: 'NEXT', text: nextText },
];

export const addGaps: AddCommands = (program, open) => {
  program
    .command('gaps')
    .description('Shows how complete each store is, what is missing and what to do.')
    .option('--store <ids>', 'of these stores only, with commas between them', listText)
    .action(async ({ store }: { store?: string[] }, command) => {
      const session = open(command);
      const { items } = await session.call(listGaps);
      const gaps = store ? items.filter(({ storeId }) => store.includes(storeId)) : items;
      if (session.json) return sayJson(gaps);
      console.log(gaps.length === 0 ? 'No stores.' : tableOf(columns, gaps));
    });
};

function percent(completeness: number | null): string {
  return completeness === null ? '-' : `${(completeness * 100).toFixed(2)} %`;
}

const mostRanges = 3;

function gapsText({ ranges }: StoreGap): string {
  const texts = ranges
    .slice(-mostRanges)
    .map(({ from, to, state }) => `${from === to ? from : `${from}..${to}`} ${state}`);
  const more = ranges.length - texts.length;
  return texts.length === 0 ? '-' : texts.join(', ') + (more > 0 ? ` and ${more} older` : '');
}

function nextText({ recommendation, hold }: StoreGap): string {
  if (hold) return `on hold: ${hold.reason}`;
  if (!recommendation) return '-';
  const { action, from, to, minutes } = recommendation;
  return `${action} ${from === to ? from : `${from}..${to}`}, about ${minutes} min`;
}
