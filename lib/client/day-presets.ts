import { startOf } from '#lib/client/format';
import { addDays, type Day } from '#lib/contract/day';

export type Preset = { name: 'today' | 'yesterday' | 'lastSeven' | 'thisMonth' | 'lastMonth'; from: Day; to: Day };

/** The usual periods, up to the last day that can be chosen: today, or the day before. */
export function presets(last: Day, today: Day): Preset[] {
  const yesterday = addDays(today, -1);
  const monthStart: Day = `${last.slice(0, 7)}-01`;
  const lastMonthEnd = addDays(monthStart, -1);
  const usual: Preset[] = [
    { name: 'today', from: today, to: today },
    { name: 'yesterday', from: yesterday, to: yesterday },
    { name: 'lastSeven', from: startOf(last, 7), to: last },
    { name: 'thisMonth', from: monthStart, to: last },
    { name: 'lastMonth', from: `${lastMonthEnd.slice(0, 7)}-01`, to: lastMonthEnd },
  ];
  return usual.filter(({ to }) => to <= last);
}
