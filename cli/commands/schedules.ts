import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { fileInput } from '#cli/file-input';
import { type Column, clockText, sayJson, tableOf } from '#cli/output';
import type { AddCommands } from '#cli/program';
import {
  disableSchedule,
  enableSchedule,
  exportSchedules,
  importSchedules,
  listSchedules,
} from '#lib/contract/endpoints/schedules';
import { MissedPolicy, type Schedule, ScheduleFile } from '#lib/contract/schedule';

const columns: Column<Schedule>[] = [
  { title: 'SCHEDULE', text: ({ id }) => id },
  { title: 'JOB', text: ({ job }) => job },
  { title: 'CRON', text: ({ cron }) => cron },
  { title: 'ZONE', text: ({ zone }) => zone },
  { title: 'ON', text: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { title: 'NEXT', text: ({ nextAt }) => clockText(nextAt) },
  { title: 'LAST', text: ({ lastTick: tick }) => (tick ? `${clockText(tick.slotAt)} ${tick.outcome}` : '-') },
  { title: 'WARNING', text: ({ warning }) => warning ?? '' },
];

export const addSchedules: AddCommands = (program, open) => {
  const schedules = program
    .command('schedules')
    .description('Lists the schedules; see its own commands for the rest.')
    .action(async (_, command) => {
      const session = open(command);
      const { items } = await session.call(listSchedules);
      session.json ? sayJson(items) : console.log(items.length === 0 ? 'No schedules.' : tableOf(columns, items));
    });
  schedules
    .command('enable <id>')
    .description('Switches a schedule on; it counts from now.')
    .option('--missed <slots>', 'of the slots that passed while it was off, run: none, last, all', missedSlots, 'none')
    .action(async (id: string, { missed }: { missed: MissedPolicy }, command) => {
      const session = open(command);
      const schedule = await session.call(enableSchedule, { params: { id }, body: { missed } });
      session.json ? sayJson(schedule) : console.log(tableOf(columns, [schedule]));
    });
  schedules
    .command('disable <id>')
    .description('Switches a schedule off.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const schedule = await session.call(disableSchedule, { params: { id } });
      session.json ? sayJson(schedule) : console.log(tableOf(columns, [schedule]));
    });
  schedules
    .command('export')
    .description('Writes the schedules as a file.')
    .option('-o, --output <file>', 'instead of standard output')
    .action(async ({ output }: { output?: string }, command) => {
      const file = await open(command).call(exportSchedules);
      output === undefined ? sayJson(file) : await writeFile(output, `${JSON.stringify(file, null, 2)}\n`);
    });
  schedules
    .command('import <file>')
    .description('Creates or changes the schedules of a file ("-" reads standard input), all or none.')
    .action(async (path: string, _, command) => {
      const session = open(command);
      const done = await session.call(importSchedules, { body: await fileInput(ScheduleFile, path) });
      if (session.json) return sayJson(done);
      console.log(
        `${done.created.length} created, ${done.changed.length} changed, ${done.unchanged.length} unchanged.`,
      );
    });
};

function missedSlots(text: string): MissedPolicy {
  const parsed = MissedPolicy.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Expected none, last or all.');
}
