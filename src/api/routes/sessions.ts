/** Sessions as they read: lists and pages from the database, the live one from its workflow. */

import { conversationWorkflowId } from '../../client/identity.ts';
import { Unavailable } from '../../client/unavailable.ts';
import { requireSession, scopeOf } from '../access.ts';
import type { Dependencies } from '../dependencies.ts';
import { liveSession } from '../live-session.ts';
import { notFound } from '../problem.ts';
import { route, type Answer, type Role, type Route } from '../route.ts';
import { byId, pageQuery, sessionsQuery } from '../schemas/query.ts';
import {
  decisionPage,
  live,
  messagePage,
  session,
  sessionPage,
  type SessionJson,
} from '../schemas/session.ts';
import { toInstant } from '../schemas/text.ts';
import { decisionJson, messageJson, savedSessionJson, viewedSessionJson } from '../session-json.ts';
import { queuePlaces, type QueuePlace } from '../store/queue-places.ts';
import { findSession, listEvents, listSessions } from '../store/sessions.ts';

const READERS: readonly Role[] = ['integration', 'agent', 'supervisor', 'admin'];

/** Where a session stands in the queue. */
async function placeOf(
  { models, now }: Dependencies,
  { id, status }: { id: string; status: string },
): Promise<QueuePlace | null> {
  if (status !== 'queued') return null;
  return (await queuePlaces(models, [id], now())).get(id) ?? null;
}

async function readSession(dependencies: Dependencies, id: string): Promise<Answer> {
  const saved = await findSession(dependencies.models, id);
  if (saved !== null) {
    const queue = await placeOf(dependencies, { id, status: saved.status });
    return { status: 200, body: savedSessionJson(saved, queue) };
  }
  // Opened a moment ago, it may not have been saved yet.
  const now = await liveSession(dependencies, id).catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
  if (now === null) throw notFound('session');
  return { status: 200, body: viewedSessionJson(now.view) };
}

function workflowUrl(
  dependencies: Dependencies,
  workflowId: string,
  runId: string | null,
): string | null {
  const { temporalUiUrl, temporal } = dependencies;
  if (temporalUiUrl === null) return null;
  const place = `/namespaces/${encodeURIComponent(temporal.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return `${temporalUiUrl}${place}${runId === null ? '' : `/${runId}/history`}`;
}

async function readLive(dependencies: Dependencies, id: string): Promise<Answer> {
  const now = await liveSession(dependencies, id);
  const runId = now?.runId ?? null;
  const saved = now === null ? await findSession(dependencies.models, id) : null;
  const known: SessionJson | null = now
    ? viewedSessionJson(now.view)
    : saved && savedSessionJson(saved);
  if (known === null) throw notFound('session');
  const workflowId = conversationWorkflowId(known.conversationId);
  return {
    status: 200,
    body: {
      // The workflow answers without the database; its place in the queue is not worth a refusal.
      session: { ...known, queue: await placeOf(dependencies, known).catch(() => null) },
      timers: (now?.live.timers ?? []).map(({ name, dueAtMs }) => ({
        name,
        dueAt: toInstant(dueAtMs),
      })),
      workflow: { workflowId, runId, url: workflowUrl(dependencies, workflowId, runId) },
    },
  };
}

function eventsRoute(dependencies: Dependencies, what: 'messages' | 'decisions'): Route {
  const isMessages = what === 'messages';
  return route({
    method: 'get',
    path: `/v1/sessions/{id}/${what}`,
    summary: isMessages ? 'The transcript' : 'The log of decisions',
    description:
      'In the order of `sequence`, which numbers everything that happened to the session.',
    tag: 'Sessions',
    roles: READERS,
    params: byId,
    query: pageQuery,
    answers: {
      200: { description: 'A page', schema: isMessages ? messagePage : decisionPage },
    },
    problems: ['not_found'],
    handle: async ({ params, query, caller }) => {
      await requireSession(dependencies, caller, params.id);
      const { rows, nextCursor } = await listEvents(dependencies.models, what, {
        sessionId: params.id,
        cursor: query.cursor,
        limit: query.limit,
      });
      if (rows.length === 0) await readSession(dependencies, params.id);
      const items = isMessages ? rows.flatMap(messageJson) : rows.flatMap(decisionJson);
      return { status: 200, body: { items, nextCursor } };
    },
  });
}

/** Reading sessions. */
export function sessionRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/sessions',
      summary: 'Find sessions',
      description: 'Filters narrow together.',
      tag: 'Sessions',
      roles: READERS,
      query: sessionsQuery,
      answers: { 200: { description: 'A page', schema: sessionPage } },
      problems: [],
      handle: async ({ query, caller }) => {
        const { models, now } = dependencies;
        const { rows, nextCursor } = await listSessions(models, query, scopeOf(caller));
        const queued = rows.filter(({ status }) => status === 'queued').map(({ _id }) => _id);
        const places = await queuePlaces(models, queued, now());
        const items = rows.map((row) => savedSessionJson(row, places.get(row._id) ?? null));
        return { status: 200, body: { items, nextCursor } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/sessions/{id}',
      summary: 'Read a session',
      tag: 'Sessions',
      roles: READERS,
      params: byId,
      answers: { 200: { description: 'The session', schema: session } },
      problems: ['not_found'],
      handle: async ({ params, caller }) => {
        await requireSession(dependencies, caller, params.id);
        return readSession(dependencies, params.id);
      },
    }),
    route({
      method: 'get',
      path: '/v1/sessions/{id}/live',
      summary: 'Look at a session as its workflow has it',
      description:
        'Armed timers, and where an engineer finds the workflow. A session whose run is over reads as it was saved, without timers.',
      tag: 'Sessions',
      roles: READERS,
      params: byId,
      answers: { 200: { description: 'The session now', schema: live } },
      problems: ['not_found'],
      handle: async ({ params, caller }) => {
        await requireSession(dependencies, caller, params.id);
        return readLive(dependencies, params.id);
      },
    }),
    eventsRoute(dependencies, 'messages'),
    eventsRoute(dependencies, 'decisions'),
  ];
}
