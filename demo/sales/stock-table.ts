import type { Shelves, StoreStock } from '#demo/sales/stock';
import { decimalText } from '#demo/sql/decimal';
import type { Block, Scan } from '#demo/sql/scan';
import { type Column, decimal, money, nvarchar, type SqlType, varchar } from '#demo/sql/types';

const required = (name: string, type: SqlType): Column => ({ name, type, nullable: false });
const optional = (name: string, type: SqlType): Column => ({ name, type, nullable: true });

const stockColumns: readonly Column[] = [
  required('codigo_producto', varchar(20)),
  required('nombre_producto', nvarchar(120)),
  required('categoria', nvarchar(60)),
  optional('almacen', nvarchar(40)),
  required('existencia', decimal(18, 4)),
  optional('costo_unitario', decimal(18, 4)),
  required('precio_unitario', decimal(18, 4)),
];

const inventoryColumns: readonly Column[] = [
  required('CODIGO', varchar(20)),
  required('DEPOSITO', varchar(20)),
  required('DESCRIPCION', nvarchar(120)),
  required('RUBRO', nvarchar(60)),
  required('CANTIDAD', decimal(18, 4)),
  optional('COSTO', money),
  required('PRECIO', money),
];

/** `dbo.existencias`: exactly the columns that a warehouse wants, one row a product. */
export const stockTable = (stock: StoreStock): Scan => tableOf(stock, stockColumns, rowsOf);

/** `dbo.INVENTARIO`: the same stock as another till keeps it, on the floor and in the back room: two rows a product. */
export const inventoryTable = (stock: StoreStock): Scan => tableOf(stock, inventoryColumns, inventoryOf);

function tableOf(stock: StoreStock, columns: readonly Column[], blockOf: (shelves: Shelves) => Block): Scan {
  const known = new WeakMap<Shelves, Block>();
  return {
    ...{ columns, dayColumn: undefined, dayKeys: [], sortedBy: [0] },
    blocks: () => {
      const shelves = stock.now();
      const block = known.get(shelves) ?? blockOf(shelves);
      known.set(shelves, block);
      return [block];
    },
  };
}

function rowsOf({ products, stock, cost, price }: Shelves): Block {
  const names = [products.map(({ code }) => code), products.map(({ name }) => name)];
  const categories = products.map(({ category }) => category);
  const places = products.map((_, at) => (at % 5 === 0 ? null : 'Piso de venta'));
  return { columns: [...names, categories, places, stock, cost, price], count: products.length };
}

function inventoryOf({ products, stock, cost, price }: Shelves): Block {
  const twice = <T>(values: Iterable<T>): T[] => [...values].flatMap((value) => [value, value]);
  const onFloor = (units: bigint) => units / 3n;
  const parts = [...stock].flatMap((units) => [onFloor(units), units - onFloor(units)]);
  return {
    columns: [
      twice(products.map(({ code }) => code)),
      products.flatMap(() => ['PISO', 'DEPOSITO']),
      twice(products.map(({ name }) => name)),
      twice(products.map(({ category }) => category)),
      parts,
      twice(cost),
      twice(price),
    ],
    count: products.length * 2,
  };
}

/** What a store's stock comes to, decimals to the last digit. */
export type StockFigures = {
  /** Products, each of which has one row. */
  readonly rows: number;
  /** Sum of `existencia`. */
  readonly units: string;
  /** Sum of stock × cost, each product's rounded to four digits, half away from zero. */
  readonly value: string;
};

export function stockFigures({ products, stock, cost }: Shelves): StockFigures {
  let [units, value] = [0n, 0n];
  stock.forEach((held, at) => {
    units += held;
    value += rounded(held * (cost[at] ?? 0n));
  });
  return { rows: products.length, units: decimalText(units, 4), value: decimalText(value, 4) };
}

const half = 5_000n;

/** Of eight digits after the point four are left. */
function rounded(product: bigint): bigint {
  return (product + (product < 0n ? -half : half)) / 10_000n;
}
