import type { Logger } from '#lib/log';

export type Closing = {
  /** What was opened last is closed first. */
  add: (name: string, close: () => Promise<unknown>) => void;
  run: () => Promise<void>;
};

/** What is open, in the order in which it was opened. One that does not close keeps no other from closing. */
export function openThings(log: Logger): Closing {
  const things: { name: string; close: () => Promise<unknown> }[] = [];
  async function run(): Promise<void> {
    for (const { name, close } of things.splice(0).reverse()) {
      try {
        await close();
        log.debug({ name }, 'closed');
      } catch (error) {
        log.error({ err: error, name }, 'did not close cleanly');
      }
    }
  }
  return { add: (name, close) => void things.push({ name, close }), run };
}
