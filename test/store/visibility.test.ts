/** MongoDB finds exactly the sessions that the rule makes visible. */

import { beforeEach, expect, test } from '@jest/globals';
import { isVisible, type Owned, type Visibility } from '../../src/core/visibility.ts';
import { besideNewProjection, projectionOf } from '../../src/store/sessions/schema.ts';
import { listSessions } from '../../src/store/sessions/search.ts';
import { useDatabase } from '../activities/support/database.ts';
import { view } from '../activities/support/records.ts';

const AT_MS = Date.parse('2026-01-31T09:00:00Z');
const AGENTS = [null, 'maya', 'noor', '$agentId'];

/** Every channel with every agent who has it and every one who is offered it. */
const SESSIONS: (Owned & { id: string })[] = ['web', 'whatsapp'].flatMap((channel) =>
  AGENTS.flatMap((agentId) =>
    AGENTS.map((offered) => ({
      id: [channel, agentId, offered].join(' '),
      channel,
      agentId,
      offer: offered === null ? null : { agentId: offered },
    })),
  ),
);

const bench = useDatabase();

beforeEach(async () => {
  await bench.models.sessions.create(
    SESSIONS.map(({ id, channel, agentId, offer }, index) => ({
      _id: id,
      ...projectionOf(
        view(index + 1, {
          id,
          channel,
          agentId,
          offer: offer && { ...offer, offeredAtMs: AT_MS, expiresAtMs: AT_MS },
        }),
      ),
      ...besideNewProjection(),
    })),
  );
});

test.each<[Visibility]>(
  [null, [], ['web'], ['web', 'whatsapp'], ['mail']].flatMap((channels) =>
    [null, [], ['maya'], ['maya', 'noor'], ['$agentId'], ['']].map((agentIds): [Visibility] => [
      { channels, agentIds },
    ]),
  ),
)('%j', async (visibility) => {
  const { rows } = await listSessions(
    bench.models,
    { filters: {}, visibility, nowMs: AT_MS },
    { limit: 200 },
  );
  const expected = SESSIONS.filter((session) => isVisible(visibility, session));
  expect(rows.map(({ _id }) => _id).sort()).toEqual(expected.map(({ id }) => id).sort());
});
