/** Events as the worker saves them, and what a client of the stream heard of them. */

import { saveBatch } from '../../src/store/sessions/save.ts';
import type { SavedRecord } from '../../src/contract/activities.ts';
import type { SessionView } from '../../src/core/view.ts';
import { batch } from '../activities/support/records.ts';
import type { EventClient } from '../support/event-stream.ts';
import { tryAgain } from '../support/retries.ts';
import { until } from '../support/until.ts';
import type { RunningApi } from './running-api.ts';

let conversations = 0;

export interface Owner {
  sessionId: string;
  conversationId: string;
  channel?: string;
}

/** IDs that no test has used. */
export function newSession(): Owner {
  conversations += 1;
  const conversationId = `c${String(conversations)}`;
  return { conversationId, sessionId: `${conversationId}-s1` };
}

/** Saves events, again where the database was too slow, as Temporal does. */
export async function saved(
  { models }: RunningApi,
  owner: Owner,
  records: SavedRecord[],
  view: SessionView | null = null,
): Promise<void> {
  await tryAgain('busy database', () => saveBatch(models, batch({ ...owner, records, view })));
}

/** Session and number of everything heard. */
export const told = ({ heard }: EventClient): [string | null, number | null][] =>
  heard.map(({ event }) => [event.sessionId, event.sequence]);

/** Waits until so many events were heard. */
export const hears = (client: EventClient, count: number): Promise<unknown> =>
  until(`${String(count)} events`, () => client.heard.length >= count);

/** Long enough for what should not come. */
export const AWHILE_MS = 800;
