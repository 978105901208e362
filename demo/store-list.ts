/** The stores of the chain; the first five are the seed's own. */
export const storeNames: readonly string[] = [
  'PERIFERICO',
  'AV. BOLIVAR',
  'MAÑONGO',
  'SAN DIEGO',
  'VIVIENDA',
  'NAGUANAGUA',
  'LOS GUAYOS',
  'GUACARA',
  'PUERTO CABELLO',
  'MORÓN',
  'EL TRIGAL',
  'PREBO',
  'FLOR AMARILLO',
  'TOCUYITO',
  'BEJUMA',
  'LA ISABELICA',
];

export function storeIdOf(index: number): string {
  return `tienda_${String(index).padStart(2, '0')}`;
}

export function storeNameOf(index: number): string {
  return storeNames[index - 1] ?? `SUCURSAL ${index}`;
}

/** Stores whose till keeps invoices in headers and lines, and so need a query of their own. */
export const invoiceStores: ReadonlySet<number> = new Set([4, 12]);

/** What ails a store of a sick fleet, by the store's number. */
export const ailments = {
  missingWeek: 6,
  halfYesterday: 9,
  dead: 11,
  slow: 13,
  dropsMidResult: 15,
} as const;
