import { exitCodeOf, sayWhy } from '#cli/exit-codes';
import { createProgram } from '#cli/program';

// `fluxion … | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await createProgram(process.env).parseAsync();
} catch (error) {
  sayWhy(error);
  process.exitCode = exitCodeOf(error);
}
