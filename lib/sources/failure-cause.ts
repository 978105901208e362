/** What went wrong, as far as the driver tells. */
export type Cause = {
  message: string;
  code: string;
  number: number;
  line: number;
  /** It came before TLS stood: only then tedious says "Failed to connect". */
  isConnecting: boolean;
};

export type Verdict = { code: 'source_unavailable' | 'source_rejected'; why: string; text: string };

/** An error with its causes, outermost first. */
export function chainOf(error: unknown): object[] {
  const chain: object[] = [];
  let link: unknown = error;
  while (typeof link === 'object' && link !== null && chain.length < 10) {
    chain.push(link);
    link = link instanceof AggregateError && link.errors.length > 0 ? link.errors[0] : Reflect.get(link, 'cause');
  }
  return chain;
}

export function plainCause(link: object | undefined, outermost: object | undefined): Cause {
  return {
    message: link ? messageOf(link) : 'unknown',
    code: link ? textOf(link, 'code') : '',
    number: link ? numberOf(link, 'number') : 0,
    line: link ? numberOf(link, 'lineNumber') : 0,
    isConnecting: outermost !== undefined && textOf(outermost, 'message').startsWith('Failed to connect'),
  };
}

/** Errors of OpenSSL carry addresses and files in their message, and what happened beside it. */
function messageOf(link: object): string {
  const reason = textOf(link, 'code').startsWith('ERR_SSL') ? textOf(link, 'reason') : '';
  return reason || textOf(link, 'message');
}

export function textOf(link: object, name: string): string {
  const value: unknown = Reflect.get(link, name);
  return typeof value === 'string' ? value : '';
}

export function numberOf(link: object, name: string): number {
  const value: unknown = Reflect.get(link, name);
  return typeof value === 'number' ? value : 0;
}
