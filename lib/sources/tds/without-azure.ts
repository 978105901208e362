import { registerHooks } from 'node:module';

const stub = new URL('./no-azure.ts', import.meta.url).href;

/**
 * Tedious loads the clients of Azure's sign-in at its start and uses them for that sign-in alone. Without them a thread
 * starts some 100 ms sooner and is 11 MB smaller. Of this thread only; comes before tedious.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@azure/')
      ? { url: stub, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
