import type { Circuit, LinkState } from '#lib/contract/connectivity';
import type { Failure } from '#lib/contract/problem';

/** What is remembered of the way to a store. */
export type Link = {
  state: LinkState;
  since: Date | null;
  failures: number;
  circuit: Circuit;
  failure: Failure | null;
  tcpMs: number | null;
  loginMs: number | null;
  lastProbeAt: Date | null;
  lastOkAt: Date | null;
  nextProbeAt: Date | null;
};

/** One try to reach a store, by a probe or by a load. A load does not measure. */
export type Try = {
  by: 'probe' | 'load';
  at: Date;
  tcpMs: number | null;
  loginMs: number | null;
  failure: Failure | null;
};

/** How often a store is probed, and where in that time its turn is (0 to 1), so that the probes are spread. */
export type Pace = { everyMs: number; phase: number };

/** Three tries without a connection, and the store is left alone (the brief of the control center). */
const failuresThatOpen = 3;
const soonMs = 60_000;
const longestMs = 5 * 60_000;
/** So many probes go by before the next ones come a minute later. */
const probesPerStep = 5;

const noConnection: ReadonlySet<unknown> = new Set([
  'unknown_host',
  'refused',
  'unreachable',
  'timeout',
  'lost',
  'silent',
]);

/** Nobody answered, or the line broke: the network, not the server behind it. */
export function isNoConnection(failure: Failure): boolean {
  return failure.code === 'source_unavailable' && noConnection.has(failure.params.why);
}

/** The link after one more try: the circuit opens when the network fails three times running and closes when it is there. */
export function nextLink(link: Link, tried: Try, pace: Pace): Link {
  const state = stateAfter(tried);
  const isDown = state === 'down';
  const failures = isDown ? link.failures + 1 : 0;
  return {
    state,
    since: state === link.state ? link.since : tried.at,
    failures,
    circuit: failures >= failuresThatOpen ? 'open' : 'closed',
    failure: tried.failure,
    tcpMs: tried.by === 'load' && !isDown ? link.tcpMs : tried.tcpMs,
    loginMs: tried.by === 'load' && !isDown ? link.loginMs : tried.loginMs,
    lastProbeAt: tried.at,
    lastOkAt: tried.failure === null ? tried.at : link.lastOkAt,
    nextProbeAt: isDown ? probeSoon(tried.at, failures, pace) : nextTurn(tried.at, pace),
  };
}

function stateAfter({ failure }: Try): LinkState {
  if (failure === null) return 'up';
  return isNoConnection(failure) ? 'down' : 'no_entry';
}

/** A dead line is looked at more often than a good one: each minute at first, then each two, up to five. */
function probeSoon(at: Date, failures: number, { everyMs }: Pace): Date {
  const steps = 1 + Math.floor(Math.max(0, failures - failuresThatOpen) / probesPerStep);
  return new Date(at.getTime() + Math.min(everyMs, soonMs * steps, longestMs));
}

/** The store's own turn, the same in every round. */
function nextTurn(at: Date, { everyMs, phase }: Pace): Date {
  const turn = phase * everyMs;
  const rounds = Math.floor((at.getTime() - turn) / everyMs) + 1;
  return new Date(Math.round(rounds * everyMs + turn));
}
