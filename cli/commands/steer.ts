import { followRun } from '#cli/follow';
import { sayJson } from '#cli/output';
import type { AddCommands } from '#cli/program';
import { cancelRun, readLogs, retryRun } from '#lib/contract/endpoints/runs';

export const addSteering: AddCommands = (program, open) => {
  program
    .command('cancel <run>')
    .description('Cancels a run.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const run = await session.call(cancelRun, { params: { id } });
      session.json ? sayJson(run) : console.log(`Run ${id} is being cancelled.`);
    });
  program
    .command('retry <run>')
    .description('Starts the failed and cancelled steps of a run again, in the same run.')
    .option('-f, --follow', 'show its log until it ends', false)
    .action(async (id: string, { follow }: { follow: boolean }, command) => {
      const session = open(command);
      const { next: end } = await session.call(readLogs, { params: { id }, query: { tail: true, limit: 1 } });
      const retried = await session.call(retryRun, { params: { id } });
      if (follow) process.exitCode = await followRun(session, id, end);
      else session.json ? sayJson(retried) : console.log(`${retried.steps} step(s) of run ${id} started again.`);
    });
};
