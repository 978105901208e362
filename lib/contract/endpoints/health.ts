import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Liveness, Readiness } from '#lib/contract/health';

export const readiness = defineEndpoint({
  method: 'GET',
  path: '/health/readiness',
  access: 'public',
  summary: 'Whether the program can work: 200 when every check is good, 503 otherwise.',
  answer: Readiness,
  alsoStatus: 503,
});

export const liveness = defineEndpoint({
  method: 'GET',
  path: '/health/liveness',
  access: 'public',
  summary: 'Whether the process answers.',
  answer: Liveness,
});

export const metrics = defineEndpoint({
  method: 'GET',
  path: '/metrics',
  access: 'viewer',
  summary: 'The program for Prometheus, with a key or from an address of METRICS_ALLOW.',
  answer: z.string(),
  mediaType: 'text/plain',
});
