import { pick, randomFrom } from '#demo/sales/random';
import { type Shelf, shelves } from '#demo/sales/shelves';

export type Product = {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  /** US dollars × 10,000. */
  readonly price: number;
  /** Sold by the kilogram. */
  readonly weighed: boolean;
  readonly taxed: boolean;
};

const presentations = ['', ' oferta', ' nueva imagen', ' edición aniversario'];

/** The products of the chain: the same in every store. */
export function makeCatalogue(seed: number): readonly Product[] {
  const random = randomFrom(seed);
  const products: Product[] = [];
  for (const presentation of presentations) {
    for (const shelf of shelves) {
      for (const base of shelf.names) {
        for (const size of shelf.sizes)
          products.push(productOf(shelf, `${base} ${size}${presentation}`.trim(), products.length, random));
      }
    }
  }
  return products;
}

function productOf(
  { category, from, to, weighed = false, taxed = false }: Shelf,
  name: string,
  index: number,
  random: () => number,
): Product {
  const price = Math.round((from + (to - from) * random() ** 2) * 10_000);
  return { code: codeOf(index), name, category, price, weighed, taxed };
}

/** Of one width, so that they sort as they are numbered. */
const codeOf = (index: number): string => `75910${String(10_000 + index * 7).padStart(8, '0')}`;

/** What lies on the shelves: all that is sold, and as much again and again that hardly moves, up to `count` products. */
export function shelfProducts(sold: readonly Product[], count: number): readonly Product[] {
  const products = sold.slice(0, count);
  for (let lot = 1; products.length < count && sold.length > 0; lot += 1) {
    for (const product of sold.slice(0, count - products.length))
      products.push({ ...product, code: codeOf(products.length), name: `${product.name}, lote ${lot}` });
  }
  return products;
}

const firstNames = [
  'José',
  'María',
  'Luis',
  'Ángela',
  'Iñaki',
  'Begoña',
  'Carlos',
  'Yolimar',
  'Óscar',
  'Zuleima',
  'Íngrid',
  'Raúl',
];
const lastNames = [
  'Pérez',
  'Núñez',
  'Rodríguez',
  'Peña',
  'Muñoz',
  'González',
  'Colmenárez',
  'Güédez',
  'Briceño',
  'D’Angelo',
  "O'Brien",
];

export function makePeople(seed: number, count: number): readonly string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => `${pick(firstNames, random())} ${pick(lastNames, random())}`);
}
