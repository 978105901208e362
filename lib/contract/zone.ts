import { z } from 'zod';

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** An IANA time zone such as `America/Caracas`. */
export const Zone = z.string().refine(isZone, 'expected an IANA time zone such as America/Caracas');
export type Zone = z.infer<typeof Zone>;
