import type { Product } from '#demo/sales/catalogue';
import { randomFrom, seedOf } from '#demo/sales/random';
import { placeOf } from '#demo/sales/sales-table';
import type { StoreProfile } from '#demo/sales/store-profile';
import type { StoreSales } from '#demo/sales/store-sales';
import { bigintIn, textIn } from '#demo/sql/narrow';
import type { Block } from '#demo/sql/scan';

/** What lies on a store's shelves, product by product, sorted by code. Numbers are whole ones of 1/10,000. */
export type Shelves = {
  readonly products: readonly Product[];
  readonly stock: BigInt64Array;
  readonly cost: readonly (bigint | null)[];
  readonly price: BigInt64Array;
};

export type StoreStock = {
  /** As it is now: what the day began with, less what the till has sold of it. */
  now(): Shelves;
};

export type StockSpecification = {
  readonly profile: StoreProfile;
  readonly products: readonly Product[];
  readonly sales: StoreSales;
};

/** The stock of a store follows from (seed, store, day) and from the sales of that day: whoever changes them changes it. */
export function storeStock({ profile, products, sales }: StockSpecification): StoreStock {
  const known = new WeakMap<Block, Shelves>();
  return {
    now() {
      const day = sales.lastDay();
      const sold = sales.block(day);
      const shelves = known.get(sold) ?? takeOff(filled(profile, products, day), sold);
      known.set(sold, shelves);
      return shelves;
    },
  };
}

/** As the day begins. Costs and prices are the store's own; some goods have no cost, some are counted below zero. */
function filled(profile: StoreProfile, products: readonly Product[], day: number): Shelves {
  const random = randomFrom(seedOf(profile.seed, profile.index, 0x57_0c4));
  const today = randomFrom(seedOf(profile.seed, profile.index, day, 0x57_0c4));
  const stock = new BigInt64Array(products.length);
  const price = new BigInt64Array(products.length);
  const cost = products.map((product, at): bigint | null => {
    const usual = Math.round(product.price * (0.98 + random() * 0.04));
    price[at] = BigInt(usual);
    stock[at] = levelOf(product, random(), today());
    return random() < 0.02 ? null : BigInt(Math.round(usual * (0.6 + random() * 0.2)));
  });
  return { products, stock, cost, price };
}

/** Most shelves are full of what moves, some are empty, and a few say less than nothing, as tills do. */
function levelOf({ weighed }: Product, rank: number, luck: number): bigint {
  if (rank < 0.06) return 0n;
  if (rank < 0.065) return BigInt(-10_000 * (1 + Math.floor(luck * 3)));
  const units = 2 + Math.floor((rank * 140 + luck * 60) * (rank > 0.9 ? 8 : 1));
  return weighed ? BigInt(units * 10_000 + Math.floor(luck * 9_999)) : BigInt(units * 10_000);
}

function takeOff(shelves: Shelves, sold: Block): Shelves {
  const codes = sold.columns[placeOf('codigo_producto')] ?? [];
  const quantities = sold.columns[placeOf('cantidad')] ?? [];
  const voided = sold.columns[placeOf('anulada')] ?? [];
  const places = new Map(shelves.products.map(({ code }, at) => [code, at]));
  for (let row = 0; row < sold.count; row += 1) {
    const at = places.get(textIn(codes[row] ?? ''));
    if (at === undefined || voided[row] === 1) continue;
    shelves.stock[at] = (shelves.stock[at] ?? 0n) - bigintIn(quantities[row] ?? 0n);
  }
  return shelves;
}
