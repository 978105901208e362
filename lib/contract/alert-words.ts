import type { Incident } from '#lib/contract/alert';

type Told = Pick<Incident, 'kind' | 'stores' | 'resolvedAt' | 'resolution'>;

/** A text of the namespace `alerts` and what fills it; `job` is left for the caller, who has its name in words. */
export type HeadlineWords = {
  key: `headline.${'stores' | 'run' | 'behind' | 'storesOver' | 'runOver' | 'behindOver' | 'withdrawn'}`;
  values: { count: number; store: string; days: number };
};

/** What an incident is in a line: the inbox, the mail and the webhook say the same. */
export function headlineOf(incident: Told): HeadlineWords {
  const { stores } = incident;
  const days = Math.max(0, ...stores.map(({ daysBehind }) => daysBehind ?? 0));
  return { key: keyOf(incident), values: { count: stores.length, store: stores[0]?.name ?? '', days } };
}

function keyOf({ kind, stores, resolvedAt, resolution }: Told): HeadlineWords['key'] {
  const isOver = resolvedAt !== null;
  if (isOver && resolution === 'withdrawn') return 'headline.withdrawn';
  if (kind === 'store_behind') return isOver ? 'headline.behindOver' : 'headline.behind';
  if (stores.length === 0) return isOver ? 'headline.runOver' : 'headline.run';
  return isOver ? 'headline.storesOver' : 'headline.stores';
}

const jobNames = { 'sales.load': 'sales', 'sales.check-drift': 'drift', 'stock.load': 'stock' } as const;

/** The text that names a job; null where only its own name is known. */
export function jobNameKey(job: string | null): `job.${(typeof jobNames)[keyof typeof jobNames]}` | null {
  const name = Object.entries(jobNames).find(([known]) => known === job)?.[1];
  return name ? `job.${name}` : null;
}
