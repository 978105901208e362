import { z } from 'zod';
import type { Endpoint } from '#lib/contract/endpoint';
import { endpoints } from '#lib/contract/endpoints/all';
import { Problem } from '#lib/contract/problem';

type JsonObject = { [name: string]: unknown };

/** The API as an OpenAPI 3.1 document, generated from the contracts. */
export function openApiDocument(version: string): Record<string, z.core.util.JSONType> {
  const paths: Record<string, JsonObject> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Fluxion', version },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
  return JSON.parse(JSON.stringify(document));
}

function operationOf(endpoint: Endpoint): JsonObject {
  const answer = { content: { [endpoint.mediaType]: { schema: schemaOf(endpoint.answer, 'output') } } };
  return {
    summary: endpoint.summary,
    'x-access': endpoint.access,
    security: endpoint.access === 'public' ? [] : [{ key: [] }],
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...bodyOf(endpoint),
    responses: {
      [endpoint.status]: endpoint.status === 204 ? { description: 'Done' } : { description: 'Good', ...answer },
      ...(endpoint.alsoStatus === null ? {} : { [endpoint.alsoStatus]: { description: 'Not yet', ...answer } }),
      default: { description: 'A problem', content: jsonContent({ $ref: '#/components/schemas/Problem' }) },
    },
  };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): JsonObject[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function bodyOf(endpoint: Endpoint): JsonObject {
  const schema = schemaOf(endpoint.body, 'input');
  if (Object.keys(schema.properties ?? {}).length === 0) return {};
  return { requestBody: { required: (schema.required ?? []).length > 0, content: jsonContent(schema) } };
}

function jsonContent(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return plain;
}
