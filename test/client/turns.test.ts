/** A burst on one conversation is served a few at once, in the order in which it came. */

import { expect, test } from '@jest/globals';
import { Turns } from '../../src/client/turns.ts';

const patient = { waitMs: 10_000, tooLate: () => new Error('too late') };

function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('so many at once, the others in their order, whether or not one fails', async () => {
  const turns = new Turns(2);
  const gates = Array.from({ length: 6 }, gate);
  const begun: number[] = [];
  const all = gates.map(({ opened }, index) =>
    turns.take(
      'c',
      async () => {
        begun.push(index);
        await opened;
        if (index === 1) throw new Error('refused');
        return index;
      },
      patient,
    ),
  );
  const settled = Promise.allSettled(all);
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.open();
  await expect(all[1]).rejects.toThrow('refused');
  expect(begun).toEqual([0, 1, 2]);
  for (const { open } of gates) open();
  await settled;
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
});

test('another name waits for nobody', async () => {
  const turns = new Turns(1);
  const held = gate();
  const first = turns.take('a', () => held.opened, patient);
  expect(await turns.take('b', () => Promise.resolve('done'), patient)).toBe('done');
  held.open();
  await first;
});

test('who waits too long is told so, and takes no turn', async () => {
  const turns = new Turns(1);
  const held = gate();
  const first = turns.take('a', () => held.opened, patient);
  const late = turns.take('a', () => Promise.resolve(), { ...patient, waitMs: 1 });
  await expect(late).rejects.toThrow('too late');
  held.open();
  await first;
  expect(await turns.take('a', () => Promise.resolve('next'), patient)).toBe('next');
});
