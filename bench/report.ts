import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';

/**
 * One measured figure. `against` names what was measured beside it in the same run, `ratio` is ours over that,
 * `goal` says the bound in words, and `met` whether it holds. `against` and `ratio` are null for an absolute bound.
 */
export type BenchFigure = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  against: string | null;
  ratio: number | null;
  goal: string;
  met: boolean;
};

type Bound = { atLeast: number } | { atMost: number };

export type Measurement = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  /** The limit or peer of the same run, in the same unit. */
  against?: { name: string; value: number };
  /** Of the ratio when `against` is given, of the value otherwise. Without a bound the figure only informs. */
  bound?: Bound;
};

/** Judges a measurement against its bound. */
export function judge({ bench, figure, value, unit, against, bound }: Measurement): BenchFigure {
  const ratio = against ? value / against.value : null;
  const judged = ratio ?? value;
  const met = bound === undefined || ('atLeast' in bound ? judged >= bound.atLeast : judged <= bound.atMost);
  return {
    bench,
    figure,
    value: round(value),
    unit,
    against: against ? `${against.name} ${round(against.value)} ${unit}` : null,
    ratio: ratio === null ? null : round(ratio),
    goal: goalOf(bound, ratio === null ? unit : 'of it'),
    met,
  };
}

/** Prints the readable row and the JSON line of one figure, and hands it back. */
export function report(measurement: Measurement): BenchFigure {
  const judged = judge(measurement);
  const ratio = judged.ratio === null ? '' : `  ratio ${judged.ratio}`;
  const against = judged.against === null ? '' : `  against ${judged.against}`;
  console.log(
    `${judged.met ? '✓' : '✗'} ${judged.figure}: ${judged.value} ${judged.unit}${against}${ratio}  goal ${judged.goal}`,
  );
  console.log(JSON.stringify(judged));
  return judged;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The nearest-rank percentile, `p` from 0 to 100. Throws on an empty list. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error('a percentile of no values');
  return value;
}

/** The machine in one line, for the head of a report. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}`;
}

/** Resident memory of a process in MB, from /proc; NaN where there is none. */
export function residentMb(pid: number): number {
  return statusField(pid, 'VmRSS');
}

/** Highest resident memory of a process in MB since its start, from /proc. */
export function peakResidentMb(pid: number): number {
  return statusField(pid, 'VmHWM');
}

function statusField(pid: number, field: string): number {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return match?.[1] === undefined ? Number.NaN : Number(match[1]) / 1024;
}

/** Seconds of CPU that a process has used, its threads included. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / clockTicks();
}

function clockTicks(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}

function goalOf(bound: Bound | undefined, unit: string): string {
  if (bound === undefined) return 'informs';
  return 'atLeast' in bound ? `≥ ${bound.atLeast} ${unit}` : `≤ ${bound.atMost} ${unit}`;
}

function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
