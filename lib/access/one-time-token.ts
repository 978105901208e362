import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link, in 43 characters. */
export function oneTimeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token or a key. They are random: a plain hash cannot be guessed back. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
