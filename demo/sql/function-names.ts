/** Functions over the rows of a group. */
export const aggregateNames: ReadonlySet<string> = new Set([
  'count',
  'count_big',
  'sum',
  'min',
  'max',
  'avg',
  'checksum_agg',
]);
