import { startLoadingProduct } from '#bench/loading-product';
import { peakResidentMb, report } from '#bench/report';

const small = 300_000;
const large = 3_000_000;

/** Peak memory of a fresh server that loads one slice, its own PostgreSQL not counted. */
async function peakMb(lines: number): Promise<number> {
  const loading = await startLoadingProduct(lines);
  try {
    const seconds = await loading.load();
    console.log(`${lines.toLocaleString('en')} rows in ${seconds.toFixed(1)} s`);
    return peakResidentMb(loading.product.pid);
  } finally {
    await loading.end();
  }
}

const smallMb = await peakMb(small);
report({
  bench: 'memory',
  figure: 'peak for a slice of 300,000 rows',
  value: smallMb,
  unit: 'MB',
  bound: { atMost: 700 },
});
const largeMb = await peakMb(large);
report({ bench: 'memory', figure: 'peak for a slice of 3,000,000 rows', value: largeMb, unit: 'MB' });
report({
  bench: 'memory',
  figure: 'more for ten times the rows',
  value: largeMb - smallMb,
  unit: 'MB',
  bound: { atMost: 200 },
});
