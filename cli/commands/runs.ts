import { type Column, clockText, durationText, sayJson, tableOf } from '#cli/output';
import { wholeNumber } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { listRuns } from '#lib/contract/endpoints/runs';
import type { Run } from '#lib/contract/run';

type RunsOptions = {
  job?: string;
  state?: string;
  trigger?: Run['trigger'];
  schedule?: string;
  store?: string;
  since?: string;
  until?: string;
  after?: string;
  limit: number;
};

const columns: Column<Run>[] = [
  { title: 'RUN', text: ({ id }) => id, right: true },
  { title: 'JOB', text: ({ job }) => job },
  { title: 'STATE', text: ({ state }) => state },
  { title: 'TRIGGER', text: ({ trigger }) => trigger },
  { title: 'STEPS', text: ({ steps }) => `${steps.completed}/${steps.total}`, right: true },
  { title: 'FAILED', text: ({ steps }) => String(steps.failed), right: true },
  { title: 'STARTED', text: ({ startedAt }) => clockText(startedAt) },
  { title: 'TOOK', text: ({ startedAt, endedAt }) => durationText(startedAt, endedAt), right: true },
];

export const addRuns: AddCommands = (program, open) => {
  program
    .command('runs')
    .description('Lists runs, newest first.')
    .option('--job <name>', 'of one job')
    .option('--state <states>', 'in these states, with commas between them')
    .option('--trigger <trigger>', 'started by: schedule, hand, api, cli, recovery')
    .option('--schedule <id>', 'of one schedule')
    .option('--store <id>', 'that have a step of this store')
    .option('--since <instant>', 'made at or after')
    .option('--until <instant>', 'made before')
    .option('--after <cursor>', 'the page after this cursor')
    .option('--limit <count>', 'how many', wholeNumber, 20)
    .action(async (query: RunsOptions, command) => {
      const session = open(command);
      const page = await session.call(listRuns, { query });
      if (session.json) return sayJson(page);
      console.log(page.items.length === 0 ? 'No runs.' : tableOf(columns, page.items));
      if (page.next !== null) console.log(`More: --after ${page.next}`);
    });
};
