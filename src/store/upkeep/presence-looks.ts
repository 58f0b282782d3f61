import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';

/** Looks closer to one another are tries of the same one. */
const LOOK_SPACING_MS = 8_000;

/**
 * Remembers that the watch over presence looks now.
 *
 * @param looks how many of the latest looks count
 * @returns the instant of the first of them; `null` when there were too few looks yet
 */
export async function noteLook({ watches }: Models, looks: number): Promise<Date | null> {
  const latest = { $ifNull: [{ $last: '$looks' }, new Date(0)] };
  const another = { $gt: [{ $subtract: ['$$NOW', latest] }, LOOK_SPACING_MS] };
  const more = { $slice: [{ $concatArrays: ['$looks', ['$$NOW']] }, -looks] };
  const watch = await raw(watches).findOneAndUpdate(
    { _id: 'presence' },
    [
      { $set: { looks: { $ifNull: ['$looks', []] } } },
      { $set: { looks: { $cond: [another, more, '$looks'] } } },
    ],
    { upsert: true, returnDocument: 'after' },
  );
  return watch && watch.looks.length === looks ? (watch.looks[0] ?? null) : null;
}
