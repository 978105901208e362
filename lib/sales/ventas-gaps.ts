import type { Recommendation } from '#lib/contract/overview';
import type { VentasGap } from '#lib/contract/sales';
import { hasOldGaps, type StoreGapLine } from '#lib/sales/store-gaps';

const actions = { update: 'actualizar', recover: 'recuperar', retry: 'reintentar' } as const;

/** The lines as the published path spells them. */
export function ventasGaps(lines: readonly StoreGapLine[]): VentasGap[] {
  return lines.map((line) => ({
    ubicacion_id: line.storeId,
    nombre: line.name,
    registros: line.rows,
    primera_venta: line.firstSaleOn,
    ultima_venta: line.lastDay,
    dias_atraso: line.daysBehind,
    completitud: percent(line.completeness),
    gaps: line.ranges.map(({ from, to, days, state }) => ({ desde: from, hasta: to, dias: days, estado: state })),
    tiene_gaps_historicos: hasOldGaps(line.ranges, line.lastDay),
    recomendacion: line.recommendation && adviceOf(line.recommendation),
  }));
}

/** 0 to 100 with two digits, and never 100 while a day is missing. A store that is not open yet misses nothing. */
const percent = (ratio: number | null): number => (ratio === null ? 100 : Math.floor(ratio * 10_000) / 100);

const adviceOf = ({ action, from, to, minutes }: Recommendation): NonNullable<VentasGap['recomendacion']> => ({
  accion: actions[action],
  desde: from,
  hasta: to,
  minutos: minutes,
});
