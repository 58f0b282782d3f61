/** A bucket of tokens: bursts, and the rate behind them. */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { networkOf } from '../../src/api/http/client-address.ts';
import { TokenBuckets } from '../../src/api/callers/token-bucket.ts';

test('a burst at once, then the rate', () => {
  const buckets = new TokenBuckets({ perSecond: 200, burst: 1_000 });
  const taken = (nowMs: number) => buckets.take('k', nowMs).allowed;
  expect(Array.from({ length: 1_000 }, () => taken(0))).not.toContain(false);
  expect(taken(0)).toBe(false);
  expect(taken(4)).toBe(false);
  expect(taken(5)).toBe(true);
  expect(buckets.take('k', 5)).toEqual({
    allowed: false,
    left: 0,
    retryAfterSeconds: 1,
    fullAfterSeconds: 5,
  });
  expect(buckets.take('another', 5).left).toBe(999);
});

test('a slow rate says how long to wait', () => {
  const buckets = new TokenBuckets({ perSecond: 0.1, burst: 1 });
  expect(buckets.take('k', 0).allowed).toBe(true);
  expect(buckets.take('k', 2_000)).toMatchObject({ allowed: false, retryAfterSeconds: 8 });
  expect(buckets.take('k', 10_000).allowed).toBe(true);
});

test('never more than the burst and what the rate gave since, whatever the clock does', () => {
  const steps = fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 300 });
  fc.assert(
    fc.property(steps, (pausesMs) => {
      const buckets = new TokenBuckets({ perSecond: 2, burst: 5 });
      let [nowMs, forwardMs, allowed] = [1_000_000, 0, 0];
      for (const pauseMs of pausesMs) {
        nowMs += pauseMs;
        forwardMs += Math.max(0, pauseMs);
        if (buckets.take('k', nowMs).allowed) allowed += 1;
      }
      expect(allowed).toBeLessThanOrEqual(5 + (forwardMs / 1_000) * 2 + 1e-6);
    }),
  );
});

test('a hundred thousand are remembered, and no more', () => {
  const buckets = new TokenBuckets({ perSecond: 1, burst: 1 });
  for (let index = 0; index <= 100_000; index += 1) buckets.take(String(index), 0);
  expect(buckets.take('1', 0).allowed).toBe(false);
  expect(buckets.take('0', 0).allowed).toBe(true);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['nonsense', 'nonsense'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
