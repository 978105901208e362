import { sayLines, sayLog } from '#cli/follow';
import { wholeNumber } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { readLogs } from '#lib/contract/endpoints/runs';

type LogsOptions = { follow: boolean; tail?: number; level?: string; step?: string; search?: string };

export const addLogs: AddCommands = (program, open) => {
  program
    .command('logs <run>')
    .description('Shows the log of a run.')
    .option('-f, --follow', 'go on until the run ends', false)
    .option('--tail <count>', 'begin with the last lines', wholeNumber)
    .option('--level <levels>', 'of these levels only: debug,info,success,warning,error')
    .option('--step <key>', 'of one step only')
    .option('--search <words>', 'with all of these words, whatever their case and accents')
    .action(async (id: string, { follow, tail, ...chosen }: LogsOptions, command) => {
      const session = open(command);
      if (tail === undefined) return sayLog(session, id, { follow, ...chosen });
      const page = await session.call(readLogs, { params: { id }, query: { ...chosen, tail: true, limit: tail } });
      sayLines(session, page.items);
      if (follow && !page.ended) await sayLog(session, id, { follow, ...chosen, after: page.next });
    });
};
