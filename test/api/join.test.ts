import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { pino } from 'pino';
import { newSessionId } from '../../src/client/identity.ts';
import { createActivities } from '../../src/activities/index.ts';
import type { SavedRecord } from '../../src/contract/activities.ts';
import { message, view } from '../activities/support/records.ts';
import { until } from '../support/until.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
/** The files share a Temporal server, on which a conversation is one workflow. */
const CONVERSATION = String(randomInt(1e12)).padStart(20, '2');
const [FIRST, SECOND, THIRD] = [1, 2, 3].map((n) => newSessionId(CONVERSATION, n)) as [
  string,
  string,
  string,
];
const OTHER = newSessionId('1'.repeat(20), 1);

interface Read {
  customer: { name: string | null };
  session: { open: boolean };
  items: { messageId: string; author: object; text: string }[];
  nextCursor: string;
}

let api: RunningApi;
let activities: ReturnType<typeof createActivities>;
let nowMs: number;
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  api = await runningApi({ now: () => nowMs, log });
  const nobody = { signalConversation: () => Promise.resolve('gone' as const) };
  const quiet = { info: () => undefined, warn: () => undefined };
  activities = createActivities({ models: api.models, client: nobody, log: quiet });
});
beforeEach(async () => {
  nowMs = NOW_MS;
  const { events, sessions, tokenLinks, agents, settings } = api.models;
  for (const model of [events, sessions, tokenLinks, agents, settings]) {
    await model.collection.deleteMany({});
  }
  await keep(FIRST, [text(1, 'long ago')], { status: 'closed', createdAtMs: 1 });
  await keep(SECOND, [], { previousSessionId: FIRST, createdAtMs: 2 });
});
afterAll(() => api.close());

const text = (
  sequence: number,
  words: string,
  author: object = { type: 'customer', id: 'c' },
  visibility = 'public',
): SavedRecord =>
  message(sequence, {
    processedAtMs: nowMs,
    message: { messageId: words, author, visibility, text: words } as SavedRecord['message'],
    messageKey: words,
  });

function keep(id: string, records: SavedRecord[], changes: object = {}): Promise<void> {
  const conversationId = id.split('-')[0]!;
  return activities.save({
    sessionId: id,
    conversationId,
    channel: 'web',
    records,
    view: view(1, { id, conversationId, status: 'active', ...changes }),
  });
}

async function issued(id = SECOND): Promise<string> {
  const { status, body } = await api.http.post(`/v1/sessions/${id}/token-link`);
  expect(status).toBe(201);
  return String(body['token']);
}

const place = (token: string): string => `/v1/join/${token}/messages`;

async function read(token: string, cursor?: string): Promise<Read> {
  const query = cursor === undefined ? '' : `?cursor=${cursor}`;
  const { status, body, headers } = await api.http.get(`${place(token)}${query}`);
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  return body as unknown as Read;
}
const texts = ({ items }: Read): string[] => items.map((item) => item.text);

test('the customer sees public messages, and of an agent the name alone', async () => {
  await api.http
    .post('/v1/agents')
    .send({ id: 'agent-4711', name: 'Maya', email: 'maya@example.com', capacity: 1 });
  await keep(SECOND, [
    text(1, 'Hello?'),
    text(2, 'difficult one', { type: 'agent', id: 'agent-4711' }, 'note'),
    text(3, 'Good morning!', { type: 'agent', id: 'agent-4711' }),
    text(4, 'Still there?', { type: 'system', id: null }),
  ]);
  const body = await read(await issued());
  expect(body).toMatchObject({ customer: { name: 'Ada Fictive' }, session: { open: true } });
  expect(body.items.map(({ author }) => author)).toEqual([
    { type: 'customer', name: null },
    { type: 'agent', name: 'Maya' },
    { type: 'system', name: null },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/agent-4711|maya@|difficult|customer-1/);
});

test('it shows the conversation from the session for which it was issued, also after the close', async () => {
  await keep(SECOND, [text(1, 'second')]);
  const token = await issued();
  await keep(SECOND, [], { status: 'closed', revision: 2, createdAtMs: 2 });
  expect((await read(token)).session).toEqual({ open: false });
  await keep(THIRD, [text(1, 'third')], { previousSessionId: SECOND, createdAtMs: 3 });
  const body = await read(token);
  expect(texts(body)).toEqual(['second', 'third']);
  expect(body.session).toEqual({ open: true });
});

test('asking again brings what is new, and a number that was saved late', async () => {
  await keep(SECOND, [text(1, 'one')]);
  const token = await issued();
  nowMs += 60_000;
  await keep(SECOND, [text(3, 'three')]);
  const first = await read(token);
  expect(texts(first)).toEqual(['one', 'three']);
  await keep(SECOND, [text(2, 'two')]);
  expect(texts(await read(token, first.nextCursor))).toEqual(['two', 'three']);
  nowMs += 60_000;
  const settled = await read(token, first.nextCursor);
  expect(texts(await read(token, settled.nextCursor))).toEqual([]);
});

test('a long conversation comes in parts, all of it', async () => {
  await keep(
    SECOND,
    Array.from({ length: 450 }, (_, n) => text(n + 1, `m${String(n + 1)}`)),
  );
  const token = await issued();
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let part = 0; part < 4; part += 1) {
    const body = await read(token, cursor);
    for (const { messageId } of body.items) seen.add(messageId);
    cursor = body.nextCursor;
  }
  expect(seen.size).toBe(450);
});

test.each([OTHER, FIRST, 'x'])('no cursor leads out of the link: %s', async (session) => {
  await keep(OTHER, [text(1, 'of another customer')]);
  const token = await issued();
  const cursor = Buffer.from(JSON.stringify([session, 0])).toString('base64url');
  const { status, body } = await api.http.get(`${place(token)}?cursor=${cursor}`);
  expect([status, body.errors[0]?.code]).toEqual([422, 'invalid_cursor']);
});

describe('a link that is over answers 410', () => {
  const over = async (token: string): Promise<void> => {
    const asked = await api.http.get(place(token));
    const written = await api.http.post(place(token)).send({ messageId: 'm', text: 'Hello?' });
    for (const { status, body, headers } of [asked, written]) {
      expect([status, body.code]).toEqual([410, 'token_not_active']);
      expect(headers['cache-control']).toBe('no-store');
    }
  };

  test('revoked', async () => {
    const token = await issued();
    await api.http.delete(`/v1/sessions/${SECOND}/token-link`);
    await over(token);
  });

  test('expired', async () => {
    const settings = { tokenLink: { expirationMinutes: 1 } };
    await api.http.put('/v1/settings/channels/web').send(settings);
    const token = await issued();
    nowMs += 60_000;
    await over(token);
  });

  test('replaced', async () => {
    const token = await issued();
    await issued();
    await issued();
    await over(token);
  });
});

test.each(['x', 'A'.repeat(32), '..%2F..', '%00'])('no link, no answer: %s', async (token) => {
  const asked = await api.http.get(place(token));
  const written = await api.http.post(place(token)).send({ messageId: 'm', text: 'Hello?' });
  for (const { status } of [asked, written]) expect([404, 422]).toContain(status);
});

test('a message is accepted, and its rules are those of any message', async () => {
  const token = await issued();
  const post = (body: object) => api.http.post(place(token)).send(body);
  const { status, body } = await post({ messageId: 'm-1', text: 'Hello?' });
  expect([status, body]).toEqual([202, { messageId: 'm-1' }]);
  expect((await post({ messageId: 'm-2', text: '' })).status).toBe(422);
  expect((await post({ messageId: 'm-2', text: 'x', author: { type: 'agent' } })).status).toBe(422);
});

test('no token is logged, whatever becomes of the request', async () => {
  const token = await issued();
  logged.length = 0;
  await api.http.get(place(token));
  await api.http.get(`${place(token)}?cursor=%ZZ`);
  await api.http.put(place(token)).send({});
  await api.http.get(`/join/${token}/elsewhere`);
  await api.http.get(`/v1/sessions?tokenLink=${token}`);
  // A request is logged once its answer is sent.
  await until('five lines in the log', () => logged.length >= 5);
  expect(logged.join('')).not.toContain(token);
});
