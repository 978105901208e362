import { followRun } from '#cli/follow';
import { sayJson } from '#cli/output';
import type { AddCommands } from '#cli/program';
import { cancelRun, pauseRun, readLogs, resumeRun, retryNow, retryRun } from '#lib/contract/endpoints/runs';

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
    .command('pause <run>')
    .description('Keeps a run from starting more steps; what is running goes on.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const run = await session.call(pauseRun, { params: { id } });
      session.json ? sayJson(run) : console.log(`Run ${id} is paused; ${run.steps.running} step(s) still run.`);
    });
  program
    .command('resume <run>')
    .description('Lets a paused run go on.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const run = await session.call(resumeRun, { params: { id } });
      session.json ? sayJson(run) : console.log(`Run ${id} goes on.`);
    });
  program
    .command('retry-now <run>')
    .description('Starts the steps that wait for their next try at once.')
    .action(async (id: string, _, command) => {
      const session = open(command);
      const hurried = await session.call(retryNow, { params: { id }, body: {} });
      session.json ? sayJson(hurried) : console.log(`${hurried.steps} waiting step(s) of run ${id} are tried now.`);
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
