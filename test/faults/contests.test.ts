/** Many ask something of one session at the same moment: one wins by the rules, and the books agree afterwards. */

import { expect, test } from '@jest/globals';
import { openArena, type OpenArena } from '../support/arena.ts';
import { compete } from '../support/contest.ts';
import { CONTESTS } from '../support/contests.ts';
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
);

test('nobody holds or waits for anything after all is over', async () => {
  expect(await arena.holds.held()).toEqual([]);
  expect(await arena.holds.queue()).toEqual([]);
});
