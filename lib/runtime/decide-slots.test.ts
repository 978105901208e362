import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideSlots, type SlotRules } from '#lib/runtime/decide-slots';

const rules: SlotRules = {
  now: new Date('2026-03-02T12:00:10Z'),
  enabled: true,
  brake: false,
  missed: 'last',
  graceMinutes: 90,
  overlapsRun: null,
  moreDue: false,
};
const due = ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z', '2026-03-02T12:00:00Z'].map((at) => new Date(at));
const late = due.slice(0, 2);

function outcomes(slots: Date[], change: Partial<SlotRules>): string[] {
  return decideSlots(slots, { ...rules, ...change }).map(({ outcome, reason }) =>
    reason ? `${outcome}: ${reason}` : outcome,
  );
}

test('a slot that is due now runs, those before it were missed', () => {
  assert.deepEqual(outcomes(due, {}), ['skipped: grace', 'skipped: missed', 'ran']);
});

test('with the policy last the newest missed slot is caught up, within the grace', () => {
  assert.deepEqual(outcomes(late, {}), ['skipped: grace', 'caught_up']);
  assert.deepEqual(outcomes(late, { graceMinutes: 30 }), ['skipped: grace', 'skipped: grace']);
});

test('with the policy all every missed slot within the grace is caught up', () => {
  assert.deepEqual(outcomes(due, { missed: 'all', graceMinutes: 180 }), ['caught_up', 'caught_up', 'ran']);
});

test('with the policy none no missed slot is caught up', () => {
  assert.deepEqual(outcomes(due, { missed: 'none' }), ['skipped: missed', 'skipped: missed', 'ran']);
});

test('a slot that overlaps a run still going is skipped, and says which run', () => {
  assert.deepEqual(outcomes(due.slice(2), { overlapsRun: 12n }), ['skipped: overlap in run 12']);
});

test('the brake and a disabled schedule skip every slot, on record', () => {
  assert.deepEqual(outcomes(late, { brake: true }), ['skipped: brake', 'skipped: brake']);
  assert.deepEqual(outcomes(late, { enabled: false }), ['skipped: disabled', 'skipped: disabled']);
});

test('in the middle of a long backlog no slot is the last one', () => {
  assert.deepEqual(outcomes(late, { moreDue: true, graceMinutes: 600 }), ['skipped: missed', 'skipped: missed']);
});
