import { z } from 'zod';
import { Comment, NewComment } from '#lib/contract/comment';
import { Day } from '#lib/contract/day';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Matrix } from '#lib/contract/matrix';
import { RunStarted } from '#lib/contract/run';
import { UndoLoad } from '#lib/contract/sales';
import { StoreId } from '#lib/contract/store';
import { DaysMarked, MarkDays, StoreDayDetail, UnmarkDays } from '#lib/contract/store-day-detail';

const OneStoreDay = z.strictObject({ id: StoreId, day: Day });

/** Without `from` the 28 days up to `to`; without `to` up to the last due day. At most 1,100 days. */
export const MatrixPeriod = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type MatrixPeriod = z.infer<typeof MatrixPeriod>;

export const salesMatrix = defineEndpoint({
  method: 'GET',
  path: '/api/sales/matrix',
  access: 'viewer',
  summary: 'The state of every store-day of a period: one letter for each day of a store.',
  query: MatrixPeriod,
  answer: Matrix,
});

export const storeDayDetail = defineEndpoint({
  method: 'GET',
  path: '/api/stores/{id}/days/{day}',
  access: 'viewer',
  summary: 'All that is known of one store-day: proof, attempts, signs that it is not whole, marks and comments.',
  params: OneStoreDay,
  answer: StoreDayDetail,
});

export const commentStoreDay = defineEndpoint({
  method: 'POST',
  path: '/api/stores/{id}/days/{day}/comments',
  access: 'operator',
  summary: 'Says something about a store-day.',
  params: OneStoreDay,
  body: NewComment,
  answer: Comment,
  status: 201,
});

export const undoLoad = defineEndpoint({
  method: 'POST',
  path: '/api/stores/{id}/days/{day}/undo',
  access: 'operator',
  summary: 'Brings back what the last load of a day replaced by other rows; that load is kept in its turn.',
  params: OneStoreDay,
  body: UndoLoad.pick({ reason: true }),
  answer: RunStarted,
  status: 202,
});

export const markDays = defineEndpoint({
  method: 'POST',
  path: '/api/sales/marks',
  access: 'operator',
  summary: 'Declares days closed (the store did not trade) or lost (their sales can never be had).',
  body: MarkDays,
  answer: DaysMarked,
});

export const unmarkDays = defineEndpoint({
  method: 'POST',
  path: '/api/sales/mark-removals',
  access: 'operator',
  summary: 'Takes back the marks of days.',
  body: UnmarkDays,
  answer: DaysMarked,
});
