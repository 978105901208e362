import { z } from 'zod';

/** Every error a caller or an operator can meet: its HTTP status, and whether trying again can help. */
export const problemCodes = {
  malformed: { status: 400, retry: false },
  invalid_input: { status: 422, retry: false },
  not_found: { status: 404, retry: false },
  conflict: { status: 409, retry: false },
  confirmation_required: { status: 409, retry: false },
  unauthorized: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  too_large: { status: 413, retry: false },
  rate_limited: { status: 429, retry: true },
  source_unavailable: { status: 503, retry: true },
  /** The store's circuit is open: nobody tries until a probe gets through, and no try is used up. */
  link_down: { status: 503, retry: true },
  source_rejected: { status: 422, retry: false },
  proof_mismatch: { status: 500, retry: true },
  storage_full: { status: 507, retry: true },
  storage_unavailable: { status: 503, retry: true },
  cancelled: { status: 409, retry: false },
  timed_out: { status: 504, retry: true },
  unexpected: { status: 500, retry: true },
} as const;

export type ProblemCode = keyof typeof problemCodes;

export const ProblemCode = z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]);

export const ProblemDetail = z.object({ path: z.string(), message: z.string() });
export type ProblemDetail = z.infer<typeof ProblemDetail>;

/** The body of every answer that is not 2xx. */
export const Problem = z.object({
  error: z.object({
    code: ProblemCode,
    message: z.string(),
    details: z.array(ProblemDetail),
    requestId: z.string(),
  }),
});
export type Problem = z.infer<typeof Problem>;

/** An error kept with a run, a step or an attempt: `params` fill the viewer's translation of `code`, `message` is the English text. */
export const Failure = z.object({
  code: ProblemCode,
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
export type Failure = z.infer<typeof Failure>;
