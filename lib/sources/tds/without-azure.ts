import { registerHooks } from 'node:module';

const stub = new URL('./no-azure.ts', import.meta.url).href;

/**
 * Tedious loads the clients of Azure's sign-in at its start and uses them for that sign-in alone. Without them a thread
 * starts in half the time, is 30 MB smaller and collects its garbage faster. Of this thread only; comes before tedious.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@azure/')
      ? { url: stub, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
