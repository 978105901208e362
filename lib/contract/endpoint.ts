import { z } from 'zod';

/** Who may call. `public` needs no one signed in; every other level includes the ones before it. */
export type Access = 'public' | 'viewer' | 'operator' | 'editor' | 'admin';
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route, described once: the handler, the browser, the command line and the OpenAPI document read the same object. */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: Method;
  /** With its parameters in braces: `/api/runs/{id}`. */
  readonly path: string;
  readonly access: Access;
  /** Whether a call goes on record; what changes something does, unless it says otherwise. */
  readonly audited: boolean;
  /** One sentence for the API document. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  readonly status: 200 | 201 | 202 | 204;
  /** A status outside 2xx that carries `answer` and not a problem: readiness says "not yet" with 503. */
  readonly alsoStatus: number | null;
  /** What the answer is sent as; anything but JSON is a file, and its schema parses the text. */
  readonly mediaType: string;
};

export const jsonType = 'application/json';

export const Nothing = z.strictObject({});
export type Nothing = typeof Nothing;

type EndpointParts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Pick<
  Endpoint<P, Q, B, A>,
  'method' | 'path' | 'access' | 'summary' | 'answer'
> & {
  audited?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  status?: Endpoint['status'];
  alsoStatus?: number;
  mediaType?: string;
};

export function defineEndpoint<
  Answer extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(parts: EndpointParts<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return Object.freeze({
    ...parts,
    audited: parts.audited ?? parts.method !== 'GET',
    params: parts.params ?? nothing<Params>(),
    query: parts.query ?? nothing<Query>(),
    body: parts.body ?? nothing<Body>(),
    status: parts.status ?? 200,
    alsoStatus: parts.alsoStatus ?? null,
    mediaType: parts.mediaType ?? jsonType,
  });
}

/** True because a schema that is not given leaves its type at the default, `Nothing`. */
function nothing<Schema extends z.ZodType>(): Schema {
  return Nothing as unknown as Schema;
}
