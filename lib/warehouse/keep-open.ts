import { isAppError } from '#lib/errors';
import type { Logger } from '#lib/log';
import { type Link, startLink } from '#lib/warehouse/link';
import type { OpenSettings, Verb, Verbs } from '#lib/warehouse/protocol';
import { unavailable } from '#lib/warehouse/storage-errors';

/** The warehouse's thread, started again whenever it ends. */
export type KeptOpen = {
  /** The living thread. Throws why there is none. */
  link: () => Link;
  ask: <V extends Verb>(verb: V, ask: Verbs[V]['ask']) => Promise<Verbs[V]['answer']>;
  problem: () => Error | null;
  close: () => Promise<void>;
};

type Life = {
  settings: OpenSettings;
  log: Logger;
  link: Link | null;
  problem: Error;
  failures: number;
  retry: NodeJS.Timeout | undefined;
  isClosing: boolean;
};

const firstRetryMs = 250;
const longestRetryMs = 30_000;

export async function keepOpen({ settings, log }: { settings: OpenSettings; log: Logger }): Promise<KeptOpen> {
  const problem = unavailable(settings.file, 'it is being opened');
  const life: Life = { settings, log, link: null, problem, failures: 0, retry: undefined, isClosing: false };
  await start(life);
  return {
    link: () => linkOf(life),
    ask: async (verb, ask) => linkOf(life).ask(verb, ask),
    problem: () => (life.link ? null : life.problem),
    close: () => stop(life),
  };
}

function linkOf({ link, problem, isClosing, settings }: Life): Link {
  if (isClosing) throw unavailable(settings.file, 'the program is closing it');
  if (!link) throw problem;
  return link;
}

async function start(life: Life): Promise<void> {
  const { settings, log } = life;
  const link = startLink(settings.file, log);
  try {
    await link.ask('open', settings);
  } catch (error) {
    await link.end();
    return tryAgainLater(life, error);
  }
  // A close that came in between finds no link yet, so it is ended here.
  if (life.isClosing) return link.end();
  if (life.failures > 0) log.info({ file: settings.file }, 'the warehouse is open again');
  life.link = link;
  life.failures = 0;
  link.onEnd((error) => {
    life.link = null;
    life.problem = error;
  });
  // Not before the thread is gone: two instances of one file would overwrite each other.
  link.ended.then((error) => {
    if (!life.isClosing) tryAgainLater(life, error);
  });
}

/** Doubles the pause with each failure, so that a short fault costs little and a lasting one does not fill the log. */
function tryAgainLater(life: Life, error: unknown): void {
  const { file } = life.settings;
  life.problem = isAppError(error) ? error : unavailable(file, 'it cannot be opened', error);
  const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** life.failures);
  life.failures += 1;
  if (life.isClosing) return;
  life.log.error({ err: error, file, waitMs }, 'the warehouse is down');
  life.retry = setTimeout(() => start(life), waitMs).unref();
}

async function stop(life: Life): Promise<void> {
  life.isClosing = true;
  clearTimeout(life.retry);
  const { link } = life;
  if (!link) return;
  try {
    await link.ask('close', null);
  } finally {
    await link.end();
    life.link = null;
    life.problem = unavailable(life.settings.file, 'it has been closed');
  }
}
