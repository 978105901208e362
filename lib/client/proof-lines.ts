import type { Figures, Proof } from '#lib/contract/store-day';
import type { DriftCheck } from '#lib/contract/store-day-detail';

export type FigureName = keyof Figures;
const figureNames = ['rows', 'units', 'amount', 'tickets'] as const satisfies readonly FigureName[];

/** One figure at every station of a load; `differs` from what the store says at the end. */
export type ProofLine = { name: FigureName; stations: { station: Station; value: string; differs: boolean }[] };

type Station = 'before' | 'arrived' | 'after' | 'stored';
const stations = ['before', 'arrived', 'after', 'stored'] as const satisfies readonly Station[];

/** The store before, what arrived, the store after, what is held. The store's last word is what the others are held to. */
export function proofLines(proof: Proof): ProofLine[] {
  return figureNames.map((name) => {
    const truth = String(proof.after[name]);
    return {
      name,
      stations: stations.map((station) => {
        const value = String(proof[station][name]);
        return { station, value, differs: !sameNumber(value, truth) };
      }),
    };
  });
}

/** Whether a later look at the store found it changed. */
export function hasDrifted({ change }: DriftCheck): boolean {
  return figureNames.some((name) => !sameNumber(String(change[name]), '0'));
}

/** What changed, with its sign: `-2`, `-18.40`. What did not change is left out. */
export function driftParts({ change }: DriftCheck): { name: FigureName; value: string }[] {
  return figureNames.flatMap((name) => {
    const value = shortDecimal(String(change[name]));
    if (sameNumber(value, '0')) return [];
    return [{ name, value: value.startsWith('-') ? value : `+${value}` }];
  });
}

/** `18402.7700` is `18402.77`: two decimals stay, a third and fourth only where they say something. */
export function shortDecimal(value: string): string {
  return value.replace(/(\.\d\d\d*?)0+$/, '$1');
}

/** `9377.5000` and `9377.5` are the same number; no floating point is asked. */
function sameNumber(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(value: string): string {
  const trimmed = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return trimmed === '-0' || trimmed === '' ? '0' : trimmed;
}
