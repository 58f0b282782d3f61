/** Sessions as they read: lists and pages from the database, the live one from its workflow. */

import { conversationWorkflowId } from '../../client/identity.ts';
import { Unavailable } from '../../client/unavailable.ts';
import { requireSession, visibilityOf } from '../callers/access.ts';
import { findLink } from '../../store/links/conversation-links.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { tokenHash, tokenIn } from '../join/token.ts';
import { liveSession } from '../callers/live-session.ts';
import { fieldProblem, notFound } from '../http/problem.ts';
import { route, type Answer, type Caller, type Role, type Route } from '../http/route.ts';
import { byId, pageQuery } from '../http/query-schemas.ts';
import { sessionsQuery } from './query-schemas.ts';
import { decisionPage, live, messagePage, sessionPage } from './schemas.ts';
import { session } from './shape.ts';
import { toInstant } from '../http/text-schemas.ts';
import { savedAnswer, savedAnswers, viewedAnswer } from './answers.ts';
import { sessionCsv } from './csv.ts';
import { decisionJson, messageJson } from './json.ts';
import { within } from '../../store/in-time.ts';
import { deliveryStates } from '../../store/webhooks/delivery-states.ts';
import { queuePlaces, type QueuePlace } from '../../store/queue/places.ts';
import { listSessions, type Search } from '../../store/sessions/search.ts';
import { findSession, listEvents } from '../../store/sessions/read.ts';
import { z } from '../http/zod.ts';

const READERS: readonly Role[] = ['integration', 'agent', 'supervisor', 'admin'];

async function placeOf(
  { models, now }: Dependencies,
  { id, status }: { id: string; status: string },
): Promise<QueuePlace | null> {
  if (status !== 'queued') return null;
  const places = await queuePlaces(models, [id], now()).catch(() => null);
  return places?.get(id) ?? null;
}

type SessionsQuery = z.output<typeof sessionsQuery>;

/** The conversation of a link, which is found by its hash: only this side can make that. */
async function conversationOfLink(
  { models, conversationKey }: Dependencies,
  tokenLink: string,
): Promise<string | null> {
  const token = tokenIn(tokenLink);
  if (token === null) return null;
  const link = await within(findLink(models, tokenHash(conversationKey, token)));
  return link?._id ?? null;
}

async function searchFor(
  dependencies: Dependencies,
  { tokenLink, sort, cursor: _cursor, limit: _limit, ...filters }: SessionsQuery,
  caller: Caller,
): Promise<Search> {
  const linked = tokenLink !== undefined && {
    linkedTo: await conversationOfLink(dependencies, tokenLink),
  };
  return {
    filters: { ...filters, ...linked },
    sort,
    visibility: visibilityOf(caller),
    nowMs: dependencies.now(),
  };
}

const wantsTable = (accept: string | undefined): boolean =>
  /(?:^|,)\s*text\/csv\s*(?:$|[,;])/i.test(accept ?? '');

/** @throws Problem `validation_failed` for a part of the list: an export is whole */
function requireWhole(query: SessionsQuery): void {
  for (const field of ['limit', 'cursor'] as const) {
    if (query[field] === undefined) continue;
    throw fieldProblem(field, 'not_allowed', 'An export has every session that matches.');
  }
}

async function exported(
  dependencies: Dependencies,
  caller: Caller,
  search: Search,
): Promise<Answer> {
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sessions.csv"',
      'Cache-Control': 'no-store',
    },
    stream: await sessionCsv(dependencies, caller, search),
  };
}

async function readSession(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
): Promise<Answer> {
  const saved = await findSession(dependencies.models, id);
  if (saved !== null) {
    return { status: 200, body: await savedAnswer(dependencies, caller, saved) };
  }
  // Opened a moment ago, it may not have been saved yet.
  const now = await liveSession(dependencies, id).catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
  if (now === null) throw notFound('session');
  return { status: 200, body: await viewedAnswer(dependencies, caller, now.view) };
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

async function readLive(dependencies: Dependencies, caller: Caller, id: string): Promise<Answer> {
  const now = await liveSession(dependencies, id);
  const runId = now?.runId ?? null;
  const saved = now === null ? await findSession(dependencies.models, id) : null;
  // The workflow answers without the database; the place in the queue is not worth a refusal.
  const known = now
    ? await viewedAnswer(dependencies, caller, now.view, await placeOf(dependencies, now.view))
    : saved && (await savedAnswer(dependencies, caller, saved));
  if (known === null) throw notFound('session');
  const workflowId = conversationWorkflowId(known.conversationId);
  return {
    status: 200,
    body: {
      session: known,
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
      if (rows.length === 0) await readSession(dependencies, caller, params.id);
      if (!isMessages)
        return { status: 200, body: { items: rows.flatMap(decisionJson), nextCursor } };
      const states = await deliveryStates(dependencies.models, params.id, rows);
      const items = rows.flatMap((row) => messageJson(row, states));
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
      takes: {
        Accept: '`text/csv`: every session that matches, as a table; without `limit` and `cursor`',
      },
      answers: {
        200: { description: 'A page', schema: sessionPage, content: { 'text/csv': z.string() } },
      },
      problems: [],
      handle: async (call) => {
        const { query, caller, headers } = call;
        const search = await searchFor(dependencies, query, caller);
        if (wantsTable(headers.accept)) {
          requireWhole(query);
          const answer = await exported(dependencies, caller, search);
          await audit(dependencies, call, 'sessions.exported', { filters: Object.keys(query) });
          return answer;
        }
        const { rows, nextCursor } = await listSessions(dependencies.models, search, query);
        const items = await savedAnswers(dependencies, caller, rows);
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
        return readSession(dependencies, caller, params.id);
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
        return readLive(dependencies, caller, params.id);
      },
    }),
    eventsRoute(dependencies, 'messages'),
    eventsRoute(dependencies, 'decisions'),
  ];
}
