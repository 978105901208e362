/** An error as SQL Server numbers it; sent to the client as an ERROR token. */
export class SqlError extends Error {
  readonly number: number;
  readonly line: number;
  readonly severity: number;
  readonly state: number;

  constructor(number: number, message: string, place: { line?: number; severity?: number; state?: number } = {}) {
    super(message);
    this.name = 'SqlError';
    this.number = number;
    this.line = place.line ?? 1;
    this.severity = place.severity ?? (number < 1000 ? 15 : 16);
    this.state = place.state ?? 1;
  }
}

/** A value that does not fit or does not parse: severity 16, whatever its number. */
export function valueError(number: number, message: string, line = 1): SqlError {
  return new SqlError(number, message, { severity: 16, line });
}
