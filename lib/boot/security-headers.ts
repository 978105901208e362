import { randomBytes } from 'node:crypto';

const forEveryAnswer = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** A browser that came over https once comes over nothing else for a year. */
const overHttps = { 'Strict-Transport-Security': 'max-age=31536000' };

type Served = { dev: boolean; https: boolean };

/** The headers of an answer. Next reads the nonce of its own scripts from the policy in the request. */
export function securityHeaders(path: string, { dev, https }: Served): Record<string, string> {
  const always = https ? { ...forEveryAnswer, ...overHttps } : forEveryAnswer;
  // A policy counts for the document that it comes with: with each script it would only be bytes.
  if (path.startsWith('/_next/static/')) return always;
  return { ...always, 'Content-Security-Policy': isApi(path) ? apiPolicy : pagePolicy(dev) };
}

const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

function isApi(path: string): boolean {
  return /^\/(?:api|health|metrics)(?:[/?]|$)/.test(path);
}

/** Development evaluates text for its error stacks and speaks to the page over a socket. Styles are set by script too. */
function pagePolicy(dev: boolean): string {
  const nonce = randomBytes(16).toString('base64');
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
