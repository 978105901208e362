import { Definition } from '#lib/contract/definition';
import { defineEndpoint } from '#lib/contract/endpoint';
import { pageOf } from '#lib/contract/page';

export const listDefinitions = defineEndpoint({
  method: 'GET',
  path: '/api/definitions',
  access: 'viewer',
  summary: 'The catalogue: every job that can be started, with the JSON Schema of its input.',
  answer: pageOf(Definition),
});
