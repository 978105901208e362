/** Every place where the main job may be made to die, in the order a run passes them. */
export const faultPoints = [
  'tick-before-insert',
  'tick-before-commit',
  'tick-after-commit',
  'run-before-insert',
  'run-after-commit',
  'plan-before',
  'plan-before-commit',
  'plan-after-commit',
  'claim-before-commit',
  'claim-after-commit',
  'step-before-effect',
  'step-after-effect',
  'log-before-flush',
  'log-before-commit',
  'end-before-commit',
  'end-after-commit',
  'retry-before-commit',
  'retry-after-commit',
  'run-end-before-commit',
  'run-end-after-commit',
  'cancel-before-commit',
  'cancel-after-commit',
  'takeover-before-commit',
  'takeover-after-commit',
  'hand-back-before-commit',
  'rerun-before-commit',
  'source-before-connect',
  'source-after-login',
  'source-after-count',
  'source-before-page',
  'source-after-page',
  'source-after-extract',
  'slice-begun',
  'slice-after-delete',
  'slice-after-window',
  'slice-before-proof',
  'slice-after-copy',
  'slice-before-ledger',
  'slice-before-commit',
  'slice-after-commit',
  'restore-after-rows',
  'restore-before-commit',
  'restore-after-commit',
  'checkpoint-running',
  'checkpoint-after',
  'projection-before-write',
  'projection-after-write',
] as const;

export type FaultPoint = (typeof faultPoints)[number];

let armed: { name: string; passesLeft: number } | undefined;

/** Arms one fault, written `name:n`: the process kills itself at the n-th pass of that point. Undefined disarms. */
export function armFaultPoint(fault: string | undefined): void {
  const [name, pass = '1'] = fault?.split(':') ?? [];
  if (name !== undefined && !faultPoints.some((point) => point === name)) throw new Error(`No fault point "${name}".`);
  armed = name === undefined ? undefined : { name, passesLeft: Number(pass) };
}

/** The armed fault as `name:n`, to arm it in another thread too; undefined when none is. */
export function armedFault(): string | undefined {
  return armed && `${armed.name}:${armed.passesLeft}`;
}

/** Dies here by SIGKILL when the tests armed this point; does nothing otherwise. */
export function faultPoint(name: FaultPoint): void {
  if (armed === undefined || armed.name !== name) return;
  armed.passesLeft -= 1;
  if (armed.passesLeft === 0) process.kill(process.pid, 'SIGKILL');
}
