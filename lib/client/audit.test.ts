import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actKey, auditedActs } from '#lib/client/audit';
import { changesOf, fieldsOf } from '#lib/client/audit-changes';
import { auditChoice, auditView } from '#lib/client/audit-view';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };

test('everything that is put on record has its words in both languages', () => {
  for (const acts of [es.audit.acts, en.audit.acts]) {
    const named = new Set(Object.keys(acts));
    assert.deepEqual(
      auditedActs.map(actKey).filter((key) => !named.has(key)),
      [],
    );
  }
});

test('an entry shows the fields that changed, and no others', () => {
  const before = { name: 'CENTRO', hold: null, closed: [7], port: 1433 };
  const after = { name: 'CENTRO', hold: { reason: 'works' }, closed: [6, 7], port: 1433 };

  assert.deepEqual(changesOf(before, after), [
    { path: 'hold', before: '—', after: undefined },
    { path: 'closed', before: '7', after: '6, 7' },
    { path: 'hold.reason', before: undefined, after: 'works' },
  ]);
});

test('what was made or deleted shows all of its fields', () => {
  assert.deepEqual(changesOf(null, { role: 'viewer' }), [{ path: 'role', before: undefined, after: 'viewer' }]);
  assert.deepEqual(changesOf({ role: 'viewer' }, null), [{ path: 'role', before: 'viewer', after: undefined }]);
  assert.deepEqual(changesOf(null, null), []);
});

test('a value that is no object is shown as it is', () => {
  assert.deepEqual(fieldsOf('text'), [['', 'text']]);
  assert.deepEqual(fieldsOf({ days: [{ day: '2026-01-01' }] }), [['days', '[{"day":"2026-01-01"}]']]);
});

test('filters come from the address, and what means nothing counts as none', () => {
  const search = new URLSearchParams('who=ana&act=post.runs&outcome=odd&object=store:tienda_01&after=12');

  const view = auditView(search);

  assert.deepEqual(auditChoice(view), { who: 'ana', act: 'post.runs', object: 'store:tienda_01' });
  assert.equal(view.after, '12');
});
