import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { EngineSql } from '#lib/runtime/engine-parts';

/** Writes this process down as a node. It is alive as long as it beats. */
export async function registerNode(sql: EngineSql, node: string): Promise<void> {
  await sql`
    insert into nodes (id, host, pid, machine)
    values (${node}, ${hostname()}, ${process.pid}, ${thisMachine()})
    on conflict (id) do update set seen_at = clock_timestamp()`;
}

/** False when others declared this node dead meanwhile: what it ran is no longer its own. */
export async function beat(sql: EngineSql, node: string): Promise<boolean> {
  const alive = await sql`update nodes set seen_at = clock_timestamp() where id = ${node}`;
  return alive.count === 1;
}

export async function forgetNode(sql: EngineSql, node: string): Promise<void> {
  await sql`delete from nodes where id = ${node}`;
}

type SeenNode = { id: string; pid: number; machine: string | null; seen: string };

/** Tells which nodes died. Counts by this process's own steady clock, so that a step of the wall clock kills nobody. */
export type NodeWatch = { dead: () => Promise<string[]>; others: () => number };

export function watchNodes(sql: EngineSql, node: string, deadAfterMs: number): NodeWatch {
  const stillness = new Map<string, { seen: string; stillMs: number }>();
  let lookedAtMs = performance.now();
  let others = 0;

  const isDead = ({ id, pid, machine, seen }: SeenNode, passedMs: number) => {
    if (machine !== null && machine === thisMachine() && !isProcess(pid)) return true;
    const last = stillness.get(id);
    const stillMs = last?.seen === seen ? last.stillMs + passedMs : 0;
    stillness.set(id, { seen, stillMs });
    return stillMs > deadAfterMs;
  };

  const dead = async () => {
    const nodes = await sql<SeenNode[]>`
      select id, pid, machine, seen_at::text as "seen"
      from nodes
      where id <> ${node}
      union all
      select distinct node, 0, null, 'never'
      from run_steps
      where state = 'running'
        and node <> ${node}
        and not exists (select 1 from nodes where nodes.id = run_steps.node)`;
    others = nodes.length;
    const nowMs = performance.now();
    // While this process itself stood still, the others may have beaten: such a time counts for little.
    const passedMs = Math.min(nowMs - lookedAtMs, deadAfterMs / 2);
    lookedAtMs = nowMs;
    return nodes.filter((seen) => isDead(seen, passedMs)).map(({ id }) => id);
  };
  return { dead, others: () => others };
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

let machine: string | null | undefined;

/** Boot and pid namespace, where a pid of another node means something to us; null where the system does not tell. */
function thisMachine(): string | null {
  machine ??= readMachine();
  return machine;
}

function readMachine(): string | null {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}
