/** A client that goes on may take its time over what it missed, while the tail of the log goes on without it. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { catchUp } from '../../src/api/events/catch-up.ts';
import { EventTail, type PassedEvent } from '../../src/api/events/event-tail.ts';
import { newestPosition } from '../../src/store/events/log.ts';
import { message } from '../activities/support/records.ts';
import { until } from '../support/until.ts';
import { runningApi, type RunningApi } from './running-api.ts';
import { newSession, saved } from './saved-events.ts';

let api: RunningApi;
let tail: EventTail;

beforeAll(async () => {
  api = await runningApi();
  tail = new EventTail(api.models, api.dependencies.log);
});
afterAll(async () => {
  tail.close();
  await api.close();
});

test('what waited when it came is told, also when that is settled before it has read the rest', async () => {
  const [there, waiting] = [newSession(), newSession()];
  const settled = await newestPosition(api.models);
  await saved(api, there, [message(1)]);
  // Its first event is not saved yet.
  await saved(api, waiting, [message(2)]);
  const furthest = await newestPosition(api.models);
  const told: PassedEvent[] = [];
  await catchUp(
    { models: api.models, tail },
    { settled, furthest, sum: 0 },
    {
      write: async (events) => {
        told.push(...events);
        await until(
          'the tail has settled all',
          async () => (await tail.follow()).settled >= furthest,
        );
      },
      join: (backlog) => {
        told.push(...backlog);
      },
    },
  );
  expect(told.map(({ sessionId, sequence }) => [sessionId, sequence])).toEqual([
    [there.sessionId, 1],
    [waiting.sessionId, 2],
  ]);
});
