/** One store's sales of one business day, as steps and lanes name it. */
export type StoreDay = { storeId: string; day: string };

export const storeDayKey = ({ storeId, day }: StoreDay): string => `${storeId}/${day}`;

/** The store-day of a step's key. A store id has no slash. */
export function storeDayOf(key: string): StoreDay {
  const [storeId = '', day = ''] = key.split('/');
  return { storeId, day };
}
