import { sharedServer } from '#db/testing/shared-server';

/** For `node --test --test-global-setup`: the server is up before the first file and until the last has ended. */
export async function globalSetup(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) await sharedServer();
}
