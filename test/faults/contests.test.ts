/** Many ask something of one session at the same moment: one wins by the rules, and the books agree afterwards. */

import { expect, test } from '@jest/globals';
import { openArena, type OpenArena } from '../support/arena.ts';
import { compete } from '../support/contest.ts';
import { CONTESTS } from '../support/contests.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const SESSIONS = 8;
const CONTENDERS = 20;

let arena: OpenArena;
const { product, atEnd } = useProduct({
  prepare: async () => {
    arena = await openArena(product, CONTESTS, { agents: 4 });
    atEnd(() => arena.close());
  },
});

test.each(CONTESTS.map((contest) => [contest.name, contest] as const))(
  '%s',
  async (name, contest) => {
    const held = Array.from({ length: SESSIONS }, (_, index) =>
      compete(arena, contest, `${name}-${String(index)}`, CONTENDERS),
    );
    const findings = (await Promise.all(held)).flatMap((outcome) => outcome.findings);
    expect(findings).toEqual([]);
  },
  300_000,
);

test('nobody holds or waits for anything after all is over', async () => {
  const left = async () => [...(await arena.holds.held()), ...(await arena.holds.queue())];
  // A search under way at the end of its session is let go when it is over.
  await until('nothing is held or queued', async () => (await left()).length === 0).catch(
    () => undefined,
  );
  expect(await left()).toEqual([]);
});
