/** How often the engine looks and how long it waits, in milliseconds. Tests make them shorter. */
export type Timings = {
  /** A node says that it lives. */
  beatMs: number;
  /** A node whose heartbeat stands still this long is dead; with `beatMs` and `pollMs` it makes the takeover of at most 15 s. */
  deadAfterMs: number;
  /** Backstop of the notifications; due retries, cancellations and deadlines are found by it. */
  pollMs: number;
  schedulerMs: number;
  /** What a step that was told to stop may take, before its attempt is ended without it. */
  abortGraceMs: number;
  logFlushMs: number;
  progressFlushMs: number;
};

export const defaultTimings: Timings = {
  beatMs: 3000,
  deadAfterMs: 10_000,
  pollMs: 1000,
  schedulerMs: 500,
  abortGraceMs: 10_000,
  logFlushMs: 150,
  progressFlushMs: 500,
};
