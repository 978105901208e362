import { type Act, recordAct } from '#lib/access/audit/record-act';
import { recordable } from '#lib/access/audit/recordable';
import { refusedLately } from '#lib/access/audit/refused-lately';
import { type AuditActor, type AuditOutcome, actOf } from '#lib/contract/audit';
import type { Endpoint } from '#lib/contract/endpoint';
import { type ProblemCode, problemCodes } from '#lib/contract/problem';
import { codeOf } from '#lib/errors';
import { madeObject, objectOf, personOf, stateOf } from '#lib/http/audit-objects';
import type { Caller } from '#lib/http/caller';
import { storageError } from '#lib/http/storage-error';
import type { Runtime } from '#lib/runtime/current';

type Input = { params: unknown; query: unknown; body: unknown };

export type AuditedCall = {
  program: Pick<Runtime, 'db' | 'secrets' | 'config' | 'access' | 'log'>;
  endpoint: Pick<Endpoint, 'method' | 'path' | 'access' | 'audited'>;
  caller: Pick<Caller, 'actor' | 'address' | 'userAgent'>;
  /** As the path has them, not parsed yet. */
  params: Record<string, string>;
  requestId: string;
};

type Steps<I> = {
  /** Whether they may, and the parsed input: throws what refuses the call. */
  enter: () => Promise<I>;
  work: (input: I) => Promise<Response>;
};

/**
 * Does the work of a route and puts it on record behind it: done, refused or failed; what the input was wrong for
 * (404, 409, 422) is no act. The answer stands whatever becomes of the record: the act has happened, and taking the
 * answer back would only hide it. A record that cannot be written goes, whole, into the log as an error.
 */
export async function audited<I extends Input>(call: AuditedCall, { enter, work }: Steps<I>): Promise<Response> {
  if (!call.endpoint.audited) return work(await enter());
  let entered: I | null = null;
  let seen: Seen = { object: null, before: null };
  let response: Response;
  try {
    entered = await enter();
    seen = await look(call, () => whatIsThere(call), seen);
    response = await work(entered);
  } catch (error) {
    const act = await notDoneAct(call, { ...seen, input: entered }, error);
    if (act) await put(call, act);
    throw error;
  }
  await put(call, await doneAct(call, { ...seen, input: entered }, response));
  return response;
}

type Seen = Pick<Act, 'object' | 'before'>;
type Known = Seen & { input: Input | null };

async function whatIsThere(call: AuditedCall): Promise<Seen> {
  const object = await objectOfCall(call);
  return { object, before: await stateOf(call.program, object) };
}

function objectOfCall({ program, endpoint, params, caller }: AuditedCall): Promise<Act['object']> {
  return objectOf(program, { path: endpoint.path, params, actor: caller.actor });
}

async function doneAct(call: AuditedCall, known: Known, response: Response): Promise<Act> {
  const { program, endpoint, caller } = call;
  const actor = await look(call, () => entrant(call, response), caller.actor);
  const made = async () => known.object ?? madeObject(endpoint.path, await answerOf(response));
  const object = (await look(call, made, null)) ?? (endpoint.access === 'public' ? personOf(actor) : null);
  const after = await look(call, () => stateOf(program, object), null);
  return { ...actOfCall(call, known, 'done'), actor: named(actor, known.input), object, after };
}

/** Null for what is not recorded. */
async function notDoneAct(call: AuditedCall, known: Known, error: unknown): Promise<Act | null> {
  const code = storageError(error)?.code ?? codeOf(error);
  const outcome = outcomeOf(code, call);
  if (outcome === null) return null;
  const { program, caller } = call;
  const object = known.object ?? (await look(call, () => objectOfCall(call), null));
  const act = { ...actOfCall(call, known, outcome), actor: named(caller.actor, known.input), object };
  if (outcome === 'failed') return { ...act, after: await look(call, () => stateOf(program, object), null) };
  const refused = { ...act, after: { problem: code } };
  const isRepeated = () => refusedLately(program.db, refused);
  return code === 'rate_limited' && (await look(call, isRepeated, false)) ? null : refused;
}

const refusals: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'rate_limited'];

/** A stranger is put on record at the doors alone: elsewhere anybody could fill the audit. */
function outcomeOf(code: ProblemCode, { caller, endpoint }: AuditedCall): AuditOutcome | null {
  if (problemCodes[code].status >= 500) return 'failed';
  if (!refusals.includes(code)) return null;
  return caller.actor.kind !== 'nobody' || endpoint.access === 'public' ? 'refused' : null;
}

function actOfCall({ endpoint, caller, requestId }: AuditedCall, { input, before }: Known, outcome: AuditOutcome) {
  const { address, userAgent } = caller;
  return {
    ...{ act: actOf(endpoint), outcome, input: given(input), before, after: null as unknown },
    ...{ reason: reasonOf(input), address, userAgent, requestId },
  };
}

/** The parts that hold something. */
function given(input: Input | null): unknown {
  const { params, query, body } = input ?? {};
  const parts = Object.entries({ params, query, body }).filter(([, part]) => Object.keys(part ?? {}).length > 0);
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

/** `motivo` is the word of `/api/etl/sync/ventas`; the input of a run carries its own. */
function reasonOf(input: Input | null): string | null {
  const { body, query } = input ?? {};
  const places = [field(body, 'reason'), field(query, 'reason'), field(field(body, 'input'), 'reason')];
  const reason = [...places, field(body, 'motivo')].find((text) => typeof text === 'string');
  return typeof reason === 'string' ? reason : null;
}

function field(part: unknown, name: string): unknown {
  return typeof part === 'object' && part !== null
    ? Object.entries(part).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Whom the session belongs to that a public call opened; otherwise who called. */
async function entrant({ program, endpoint, caller }: AuditedCall, { headers }: Response): Promise<AuditActor> {
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]);
  if (endpoint.access !== 'public' || cookie.length === 0) return caller.actor;
  const identity = await program.access.identify(new Headers({ cookie: cookie.join('; ') }));
  return identity ? { kind: identity.kind, id: identity.id, name: identity.name } : caller.actor;
}

/** Nobody yet: by the address that was typed. */
function named(actor: AuditActor, input: Input | null): AuditActor {
  const email = field(input?.body, 'email');
  return actor.kind === 'nobody' && typeof email === 'string' ? { ...actor, name: email } : actor;
}

async function answerOf(response: Response): Promise<unknown> {
  return response.status === 201 || response.status === 202 ? response.clone().json() : null;
}

/** What only adds to a record never stops the act. */
async function look<Found>(call: AuditedCall, read: () => Promise<Found>, otherwise: Found): Promise<Found> {
  try {
    return await read();
  } catch (error) {
    const { requestId, endpoint } = call;
    call.program.log.error(
      { err: error, requestId, act: actOf(endpoint) },
      'the audit could not see what an act is about',
    );
    return otherwise;
  }
}

async function put({ program }: AuditedCall, act: Act): Promise<void> {
  try {
    await recordAct(program.db, act);
  } catch (error) {
    program.log.error(
      { err: error, act: recordable(act) },
      'an act could not be put on record: this line is all there is',
    );
  }
}
