import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';

export const openApi = defineEndpoint({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'viewer',
  summary: 'This API as an OpenAPI 3.1 document.',
  answer: z.record(z.string(), z.json()),
});
