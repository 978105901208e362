import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName } from '#lib/http/file-name';

test('a file keeps a plain name, and loses what could leave its folder or its header', () => {
  const names: [wanted: string, name: string][] = [
    ['fluxion-run-12.log.txt', 'fluxion-run-12.log.txt'],
    ['Brechas de ventas (año).csv', 'Brechas_de_ventas_a_o_.csv'],
    ['../../etc/passwd', '_._etc_passwd'],
    ['..\\..\\x.csv', '_._x.csv'],
    ['a"; filename=evil.exe', 'a_filename_evil.exe'],
    ['a\r\nset-cookie: x=y', 'a_set-cookie_x_y'],
    ['.bashrc', 'bashrc'],
    ['-rf', 'rf'],
    ['con.csv', '_con.csv'],
    ['NUL', '_NUL'],
    ['x.exe\0.csv', 'x.exe_.csv'],
    ['fac\u202evsc.exe', 'fac_vsc.exe'],
    ['...', 'file'],
    ['', 'file'],
  ];

  for (const [wanted, name] of names) assert.equal(fileName(wanted), name, wanted);
  assert.equal(fileName(`${'a'.repeat(400)}.csv`).length, 150);
});
