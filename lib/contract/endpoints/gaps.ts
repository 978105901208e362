import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { defineEndpoint } from '#lib/contract/endpoint';
import { DailySummary, SalesOverview, StoreGap } from '#lib/contract/overview';
import { pageOf } from '#lib/contract/page';
import { limitOf } from '#lib/contract/query';

export const listGaps = defineEndpoint({
  method: 'GET',
  path: '/api/gaps',
  access: 'viewer',
  summary: 'One line per store: how complete it is, its missing ranges, why, and what to do next.',
  answer: pageOf(StoreGap),
});

export const salesOverview = defineEndpoint({
  method: 'GET',
  path: '/api/sales/overview',
  access: 'viewer',
  summary: 'Is the last due day complete? The answer, and one line per store.',
  answer: SalesOverview,
});

/** `after` is the day of the last summary of the page before. */
export const SummaryFilter = z.strictObject({ after: Day.optional(), limit: limitOf(14, 400) });
export type SummaryFilter = z.infer<typeof SummaryFilter>;

export const dailySummaries = defineEndpoint({
  method: 'GET',
  path: '/api/sales/summaries',
  access: 'viewer',
  summary: 'What the scheduled load made of each day, newest first.',
  query: SummaryFilter,
  answer: pageOf(DailySummary),
});
