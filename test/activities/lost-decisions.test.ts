/**
 * Workers die between any two writes of a save, and what they wrote may arrive late. Whatever was lost on the way, in the
 * end the saved events are those of the decisions that counted, and as many as the projection says.
 */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SavedRecord } from '../../src/contract/activities.ts';
import { useDatabase } from './support/database.ts';
import { batch, decision, message, view } from './support/records.ts';

const bench = useDatabase();

/** One try of a workflow task: the messages it saw come before or after what it decided itself. */
const tries = fc.record({
  seen: fc.nat(2),
  decided: fc.nat(3),
  isMessagesFirst: fc.boolean(),
  /** How far its save came: events are written in the order of their numbers. */
  wrote: fc.constantFrom('first events', 'events', 'all'),
  /** Its writes arrive when everything is over. */
  isLate: fc.boolean(),
});
const tasks = fc.record({ lost: fc.array(tries, { maxLength: 2 }), kept: tries });

type Try = typeof tries extends fc.Arbitrary<infer T> ? T : never;

/** The conversation so far, and a clock that goes on with every try. */
class Story {
  sequence = 0;
  #messages = 0;
  #nowMs = 10_000;
  readonly kept: SavedRecord[] = [];
  readonly late: (() => Promise<void>)[] = [];

  async task(lost: Try[], kept: Try): Promise<void> {
    // A message stays in the history: who tries later sees it as well.
    const ascending = lost.toSorted((a, b) => a.seen - b.seen);
    const seen = Math.max(kept.seen, ...lost.map((one) => one.seen));
    for (const one of ascending) await this.#save(one, this.#records(one));
    const records = this.#records({ ...kept, seen });
    await this.#save({ ...kept, wrote: 'all', isLate: false }, records);
    this.kept.push(...records);
    this.sequence += records.length;
    this.#messages += seen;
  }

  #records({ seen, decided, isMessagesFirst }: Try): SavedRecord[] {
    this.#nowMs += 1_000;
    const processedAtMs = this.#nowMs;
    const names = Array.from({ length: seen }, (_, index) => `m${this.#messages + index}`);
    const messages = names.map((messageId) => (sequence: number) => {
      const written = message(sequence, { processedAtMs, messageKey: messageId });
      return { ...written, message: written.message && { ...written.message, messageId } };
    });
    const own = Array.from({ length: decided }, () => (sequence: number) => {
      return decision(sequence, { processedAtMs });
    });
    const inOrder = isMessagesFirst ? [...messages, ...own] : [...own, ...messages];
    return inOrder.map((make, index) => make(this.sequence + index + 1));
  }

  async #save({ wrote, isLate }: Try, records: SavedRecord[]): Promise<void> {
    if (records.length === 0) return;
    const sequence = this.sequence + records.length;
    const processedAtMs = this.#nowMs;
    const projection = view(this.kept.length + 1, { sequence, processedAtMs });
    const write = () =>
      bench.activities.save(
        batch({
          records:
            wrote === 'first events' ? records.slice(0, Math.ceil(records.length / 2)) : records,
          view: wrote === 'all' ? projection : null,
        }),
      );
    if (isLate) this.late.push(write);
    else await write();
  }
}

const shown = ({
  sequence,
  type,
  message: kept,
}: Pick<SavedRecord, 'sequence' | 'type' | 'message'>) => `${sequence} ${kept?.messageId ?? type}`;

const closing: Try = { seen: 0, decided: 1, isMessagesFirst: true, wrote: 'all', isLate: false };

test('whatever was lost between which writes, what is saved is what was decided', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tasks, { minLength: 1, maxLength: 4 }), async (all) => {
      await bench.models.events.deleteMany({});
      await bench.models.sessions.deleteMany({});
      const story = new Story();
      for (const { lost, kept } of all) await story.task(lost, kept);
      await story.task([], closing);
      for (const write of story.late) await write();
      const saved = await bench.models.events.find().sort({ sequence: 1 }).lean();
      expect(saved.map(shown)).toEqual(story.kept.map(shown));
      const session = await bench.models.sessions.findById('s1').lean();
      expect(session?.sequence).toBe(story.sequence);
    }),
    { numRuns: 200 },
  );
}, 600_000);
