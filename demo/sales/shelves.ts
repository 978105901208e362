/** Goods of one category: every name in every size. */
export type Shelf = {
  category: string;
  names: readonly string[];
  sizes: readonly string[];
  from: number;
  to: number;
  weighed?: boolean;
  taxed?: boolean;
};

export const shelves: readonly Shelf[] = [
  {
    category: 'Víveres',
    names: [
      'Harina PAN',
      'Arroz Mary',
      'Azúcar Montalbán',
      'Café Fama de América',
      'Caraotas negras',
      'Pasta Capri',
      'Atún Eveba',
      'Sal Bahía',
      'Aceite Mazeite',
    ],
    sizes: ['500 g', '1 kg', '900 ml', '2 kg'],
    from: 0.9,
    to: 9.5,
  },
  {
    category: 'Lácteos y huevos',
    names: [
      'Leche La Campiña',
      'Queso guayanés',
      'Yogur Migurt piña',
      'Mantequilla Maracay',
      'Huevos cartón 30',
      'Crema de leche',
    ],
    sizes: ['250 g', '500 g', '1 L'],
    from: 1.2,
    to: 8.9,
  },
  {
    category: 'Charcutería',
    names: [
      'Jamón de pierna',
      'Queso amarillo',
      'Mortadela tapara',
      'Salchichón',
      'Chorizo español',
      'Morcilla carupanera',
    ],
    sizes: ['', 'extra', 'en lonjas'],
    from: 4.5,
    to: 14.5,
    weighed: true,
  },
  {
    category: 'Frutas y verduras',
    names: [
      'Piña',
      'Ñame',
      'Plátano',
      'Limón criollo',
      'Ocumo chino',
      'Auyama',
      'Ají dulce',
      'Lechosa',
      'Cambur',
      'Apio criollo',
      'Maíz jojoto',
    ],
    sizes: ['', 'selecto'],
    from: 0.45,
    to: 3.9,
    weighed: true,
  },
  {
    category: 'Carnes y pescados',
    names: ['Lomito', 'Pollo entero', 'Muslo de pollo', 'Carne molida', 'Pernil', 'Cazón', 'Camarón', 'Sardina fresca'],
    sizes: ['', 'sin hueso', 'empacado'],
    from: 2.4,
    to: 16.8,
    weighed: true,
  },
  {
    category: 'Bebidas',
    names: [
      'Maltín Polar',
      'Refresco Chinotto',
      'Agua Minalba',
      'Jugo Yukery durazno',
      'Ron Añejo Santa Teresa',
      'Té verde 抹茶',
    ],
    sizes: ['355 ml', '1 L', '1,5 L', '2 L'],
    from: 0.7,
    to: 24.9,
    taxed: true,
  },
  {
    category: 'Panadería',
    names: ['Pan campesino', 'Cachito de jamón', 'Pan de sándwich', 'Golfeado', 'Quesillo', 'Ponqué piñata'],
    sizes: ['unidad', 'docena', '½ kg'],
    from: 0.6,
    to: 11.2,
  },
  {
    category: 'Limpieza',
    names: [
      'Jabón Las Llaves',
      'Cloro Nevex',
      'Detergente Ace',
      'Suavizante',
      'Esponja doble uso',
      'Desinfectante Mistolín',
    ],
    sizes: ['250 g', '1 L', '1 kg', 'pague 2 lleve 3'],
    from: 0.8,
    to: 9.9,
    taxed: true,
  },
  {
    category: 'Cuidado personal',
    names: ['Champú Drene', 'Crema dental', 'Desodorante', 'Toallas sanitarias', 'Pañales Pampers niño'],
    sizes: ['pequeño', 'mediano', 'tamaño familiar'],
    from: 1.1,
    to: 18.4,
    taxed: true,
  },
  {
    category: 'Hogar y ferretería',
    names: ['Bombillo LED', 'Leña para parrilla', 'Carbón vegetal', 'Pila AA', 'Extensión eléctrica', 'Paño de cocina'],
    sizes: ['unidad', 'par', 'caja'],
    from: 0.9,
    to: 29.9,
    taxed: true,
  },
  {
    category: 'Golosinas',
    names: ['Chocolate Savoy', 'Pirulín', 'Cocosette', 'Susy', 'Caramelo de menta', 'Torontó 🍫'],
    sizes: ['unidad', 'bolsa', 'estuche'],
    from: 0.3,
    to: 7.5,
    taxed: true,
  },
];
