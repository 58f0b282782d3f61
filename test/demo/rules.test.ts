import { expect, test } from '@jest/globals';
import { replayRules, scaleRules } from '../../demo/rules.ts';

const wanted = {
  limitSeconds: 1800,
  warningSeconds: 300,
  reassignSeconds: 600,
  autoCloseSeconds: 600,
};

test('durations are divided by the speed', () => {
  expect(scaleRules(wanted, 60)).toEqual({
    limitSeconds: 30,
    warningSeconds: 5,
    reassignSeconds: 10,
    autoCloseSeconds: 10,
  });
});

test('the API takes whole seconds, one at least, and the rules say what that means', () => {
  const scaled = scaleRules(wanted, 700);
  expect(scaled).toEqual({
    limitSeconds: 3,
    warningSeconds: 1,
    reassignSeconds: 1,
    autoCloseSeconds: 1,
  });
  expect(replayRules(scaled, 700, 0)).toMatchObject({
    limitSeconds: 2100,
    warningSeconds: 700,
    reassignSeconds: 700,
    autoCloseSeconds: 700,
  });
});

test('a warning stays below the limit, and is none when the limit is a second', () => {
  expect(scaleRules({ ...wanted, warningSeconds: 1799 }, 60).warningSeconds).toBe(29);
  expect(scaleRules(wanted, 3600).warningSeconds).toBe(0);
});

test('no warning asked for is no warning', () => {
  expect(scaleRules({ ...wanted, warningSeconds: 0 }, 60).warningSeconds).toBe(0);
});

test('who waits for ever is given up only after every timer', () => {
  const rules = replayRules(scaleRules(wanted, 60), 60, 2);
  expect(rules.endAfterSeconds).toBeGreaterThan(rules.limitSeconds + 2 * 2 * 60);
  expect(rules.endAfterSeconds).toBeGreaterThan(3 * (rules.reassignSeconds + 2 * 60) + 2 * 60);
});
