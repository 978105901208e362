import { UsageError } from '#cli/exit-codes';
import { sayJson } from '#cli/output';
import { listText } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { markDays, unmarkDays } from '#lib/contract/endpoints/store-days';
import { DayMark } from '#lib/contract/store-day-detail';

type Days = { stores: string[]; from: string; to?: string };

export const addMarks: AddCommands = (program, open) => {
  program
    .command('mark <kind>')
    .description('Declares days closed (the store did not trade) or lost (their sales can never be had).')
    .requiredOption('--stores <ids>', 'of these stores, with commas between them', listText)
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', 'the last day; the first by default')
    .requiredOption('--reason <text>', 'why')
    .action(async (kind: string, { stores, from, to = from, reason }: Days & { reason: string }, command) => {
      const known = DayMark.shape.kind.safeParse(kind);
      if (!known.success) throw new UsageError(`A day is marked closed or lost, not ${kind}.`);
      const session = open(command);
      const marked = await session.call(markDays, { body: { stores, from, to, kind: known.data, reason } });
      session.json ? sayJson(marked) : console.log(`${marked.days} day(s) marked ${kind}.`);
    });
  program
    .command('unmark')
    .description('Takes back the marks of days.')
    .requiredOption('--stores <ids>', 'of these stores, with commas between them', listText)
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', 'the last day; the first by default')
    .action(async ({ stores, from, to = from }: Days, command) => {
      const session = open(command);
      const unmarked = await session.call(unmarkDays, { body: { stores, from, to } });
      session.json ? sayJson(unmarked) : console.log(`The marks of ${unmarked.days} day(s) were taken back.`);
    });
};
