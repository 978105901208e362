import { AppError } from '#lib/errors';

/** Codes of `postgres` and of the socket under it, and the classes of SQLSTATE, that mean: no database to talk to. */
const unavailable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_\w+|08\w{3}|57P0[1-4]|53300)$/;
const diskFull = '53100';
/** Of the trigger refuse_unknown_secret_key. */
const foreignKey = 'FX001';

/** The control plane's own outage, found along the chain of causes; undefined for every other error. */
export function storageError(error: unknown): AppError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (unavailable.test(code))
      return new AppError('storage_unavailable', 'The database does not answer. Try again.', { cause: error });
    if (code === diskFull) return new AppError('storage_full', 'The disk of the database is full.', { cause: error });
    if (code === foreignKey) {
      const text =
        "The secret keys were rotated, and this node's key file does not hold the new one. Try again; copy the file if that does not help.";
      return new AppError('conflict', text, { cause: error });
    }
  }
  return undefined;
}
