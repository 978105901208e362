/** What the product asks a store for by itself: business days from @desde up to, not including, @hasta. */
export const defaultQuery = `
select fecha, fecha_hora, caja, numero_factura, linea, codigo_producto, nombre_producto, categoria,
       cantidad, precio_unitario, costo_unitario, descuento, impuesto, total,
       moneda, tasa_cambio, cliente, vendedor, anulada
from dbo.ventas
where fecha >= @desde and fecha < @hasta`.trim();

/** The override of a store with headers and lines; its tills number for themselves, so the till goes in front. */
export const invoiceQuery = `
select f.FECHA_NEGOCIO                                   as fecha,
       cast(f.EMITIDA as datetime2(3))                   as fecha_hora,
       f.CAJA                                            as caja,
       f.CAJA + '-' + f.NUMERO                           as numero_factura,
       l.RENGLON                                         as linea,
       l.CODIGO                                          as codigo_producto,
       l.DESCRIPCION                                     as nombre_producto,
       l.RUBRO                                           as categoria,
       l.CANTIDAD                                        as cantidad,
       cast(l.PRECIO as decimal(18, 4))                  as precio_unitario,
       cast(l.COSTO as decimal(18, 4))                   as costo_unitario,
       cast(isnull(l.DESCUENTO, 0) as decimal(18, 4))    as descuento,
       cast(l.IVA as decimal(18, 4))                     as impuesto,
       cast(l.PRECIO_TOTAL as decimal(18, 4))            as total,
       f.MONEDA                                          as moneda,
       f.TASA                                            as tasa_cambio,
       f.CLIENTE                                         as cliente,
       f.VENDEDOR                                        as vendedor,
       cast(case when f.ESTADO = 'A' then 1 else 0 end as bit) as anulada
from dbo.FACTURAS as f
     inner join dbo.FACTURAS_LINEAS as l on l.ID_FACTURA = f.ID_FACTURA
where f.FECHA_NEGOCIO >= @desde and f.FECHA_NEGOCIO < @hasta`.trim();

/** The stock override of such a store: two rows a product, one on the floor and one in the back room, make one. */
export const inventoryQuery = `
select CODIGO                              as codigo_producto,
       max(DESCRIPCION)                    as nombre_producto,
       max(RUBRO)                          as categoria,
       cast(null as nvarchar(40))          as almacen,
       cast(sum(CANTIDAD) as decimal(18, 4)) as existencia,
       cast(max(COSTO) as decimal(18, 4))  as costo_unitario,
       cast(max(PRECIO) as decimal(18, 4)) as precio_unitario,
       cast(cast(sum(CANTIDAD) as decimal(18, 4)) * cast(max(COSTO) as decimal(18, 4)) as decimal(18, 4)) as valor
from dbo.INVENTARIO
group by CODIGO`.trim();

/** An override that reads a table whose quantities are text, one of them `abc`: a source to be refused. */
export const textQuery = defaultQuery.replace('dbo.ventas', 'dbo.ventas_texto');

/** An independent control: what the tills printed at closing time. */
export const closingQuery = `
select sum(lineas) as filas, sum(unidades) as unidades, sum(monto) as importe, sum(facturas) as facturas
from dbo.cierres_z
where fecha >= @desde and fecha < @hasta`.trim();
