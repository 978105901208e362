import { failureOf } from '#lib/errors';
import type { Links } from '#lib/links/links';
import { isNoConnection } from '#lib/links/next-link';
import type { Source, SourceSession, Sources } from '#lib/sources/source';

/** The sources as loads have them: a store that is left alone is refused at once, and every connection counts as a try. */
export function guardSources(sources: Sources, links: Links): Sources {
  return { ...sources, sqlServer: guard(sources.sqlServer, links) };
}

function guard(source: Source, links: Links): Source {
  return {
    ...source,
    async open(store, options) {
      await links.refuseOpenCircuit(store);
      try {
        const session = await source.open(store, options);
        await links.report(store.id, null);
        return watch(session, () => links.suspect(store.id));
      } catch (error) {
        await links.report(store.id, error);
        throw error;
      }
    },
    async test(store, shape) {
      const test = await source.test(store, shape);
      // A person looked, so what the page says of the link should be no older.
      await links.suspect(store.id);
      return test;
    },
  };
}

/** A line that breaks in the middle says more than the next turn's probe would. */
function watch(session: SourceSession, broken: () => Promise<void>): SourceSession {
  const watched = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } catch (error) {
      if (isNoConnection(failureOf(error))) await broken();
      throw error;
    }
  };
  return {
    figures: (period) => watched(session.figures(period)),
    control: (period) => watched(session.control(period)),
    extract: (period, take, options) => watched(session.extract(period, take, options)),
    close: session.close,
  };
}
