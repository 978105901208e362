/** Data or a size that the database does not take, which no repetition heals: SQLSTATE classes 22, 23 and 54. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code));
}
