import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { defineEndpoint } from '#lib/contract/endpoint';
import { AuditChoice } from '#lib/contract/endpoints/audit';
import { RunChoice } from '#lib/contract/endpoints/runs';
import { gapShows } from '#lib/contract/gap-choice';
import { listOf } from '#lib/contract/query';
import { StoreId } from '#lib/contract/store';
import { Zone } from '#lib/contract/zone';

/** How a file is written: for which program, and in the language and zone of whoever reads it. */
export const FileLook = z.strictObject({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  locale: z.enum(['es', 'en']).default('es'),
  /** The product's own without it. */
  zone: Zone.optional(),
});
export type FileLook = z.infer<typeof FileLook>;

const Find = z.string().trim().max(200).default('');

export const GapFile = FileLook.extend({ show: z.enum(gapShows).default('all'), find: Find });
export type GapFile = z.infer<typeof GapFile>;

export const RunFile = FileLook.extend(RunChoice.shape);
export type RunFile = z.infer<typeof RunFile>;

export const AuditFile = FileLook.extend(AuditChoice.shape);
export type AuditFile = z.infer<typeof AuditFile>;

/** The period as in the matrix; `only=problems` leaves the stores that have a missing, partial or drifted day. */
export const ProofFile = FileLook.extend({
  from: Day.optional(),
  to: Day.optional(),
  stores: listOf(StoreId).optional(),
  find: Find,
  only: z.enum(['all', 'problems']).default('all'),
});
export type ProofFile = z.infer<typeof ProofFile>;

const file = { method: 'GET', access: 'viewer', answer: z.string(), mediaType: 'text/csv' } as const;

export const exportGaps = defineEndpoint({
  ...file,
  path: '/api/exports/gaps',
  summary: 'The stores with their gaps as a file for Excel or any other program.',
  query: GapFile,
});

export const exportRuns = defineEndpoint({
  ...file,
  path: '/api/exports/runs',
  summary: 'The runs that a filter takes, newest first, as a file; 100,000 at most.',
  query: RunFile,
});

export const exportProofs = defineEndpoint({
  ...file,
  path: '/api/exports/proofs',
  summary: 'Every store-day of a period with its proof, as a file; 100,000 at most.',
  query: ProofFile,
});

export const exportAudit = defineEndpoint({
  ...file,
  path: '/api/exports/audit',
  access: 'admin',
  summary: 'What was done that a filter takes, newest first, as a file; 100,000 at most.',
  query: AuditFile,
});
