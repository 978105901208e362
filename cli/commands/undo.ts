import { followRun } from '#cli/follow';
import { sayJson } from '#cli/output';
import type { AddCommands } from '#cli/program';
import { undoLoad } from '#lib/contract/endpoints/store-days';

type Options = { reason?: string; follow: boolean };

export const addUndo: AddCommands = (program, open) => {
  program
    .command('undo <store> <day>')
    .description('Brings back what the last load of a day replaced by other rows.')
    .option('--reason <text>', 'why')
    .option('-f, --follow', 'show the log of the run until it ends', false)
    .action(async (id: string, day: string, { reason, follow }: Options, command) => {
      const session = open(command);
      const body = reason === undefined ? {} : { reason };
      const started = await session.call(undoLoad, { params: { id, day }, body });
      if (follow) process.exitCode = await followRun(session, started.run_id, '0');
      else session.json ? sayJson(started) : console.log(`Run ${started.run_id} undoes the last load of ${id} ${day}.`);
    });
};
