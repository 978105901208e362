/** Two loads of one store, whatever they load, never run at the same time: its tills share one line. */
export const storeLane = (storeId: string): string => `store:${storeId}`;
