import type { Dataset, SliceKey } from '#lib/warehouse/warehouse';

/** Every dataset's table begins with its store; one that is sliced by day has the day among its columns. */
export const storeColumn = 'ubicacion_id';
export const dayColumn = 'fecha';

/** Which rows of the dataset's table are the slice's; the values that it names are those of `sliceParams`. */
export function inSlice({ sliceBy }: Dataset): string {
  return `${storeColumn} = $storeId${sliceBy === 'day' ? ` and ${dayColumn} = $day::date` : ''}`;
}

export function sliceParams({ sliceBy }: Dataset, { storeId, day }: SliceKey): Record<string, string> {
  return sliceBy === 'day' ? { storeId, day } : { storeId };
}
