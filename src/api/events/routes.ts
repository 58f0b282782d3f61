/** The stream of events. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Dependencies } from '../dependencies.ts';
import { readPlace, type Place } from './resume-token.ts';
import { fieldProblem } from '../http/problem.ts';
import { route, type Route } from '../http/route.ts';
import { event, eventsQuery } from './schemas.ts';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // `no-transform`: what is compressed is held back until there is enough of it.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** @throws Problem when it is not an ID that a stream gave out */
function lastPlace(headers: IncomingHttpHeaders): Place | null {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  const place = typeof id === 'string' ? readPlace(id) : null;
  if (place !== null) return place;
  throw fieldProblem('Last-Event-ID', 'invalid_format', 'No stream of events gave out this ID.');
}

export function eventRoutes({ events }: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/events',
      summary: 'Follow what happens',
      description:
        'Server-sent events (WHATWG HTML, 9.2): `event` is the type, `data` the event as JSON, `id` the place to go on from with `Last-Event-ID`, at any replica. Events of a conversation come in their order. Filters narrow together.',
      tag: 'Events',
      roles: ['integration', 'agent', 'supervisor'],
      takes: { 'Last-Event-ID': 'The last `id` that was read: everything since then comes first.' },
      query: eventsQuery,
      answers: {
        200: {
          description: 'Events until the caller or the server closes the connection',
          content: { 'text/event-stream': event },
        },
      },
      problems: ['too_many_streams'],
      handle: async ({ query, headers, caller, callerNow }) => {
        const wanted = {
          sessionId: query.sessionId ?? null,
          channel: query.channel ?? null,
          types: query.types === undefined ? null : new Set<string>(query.types),
        };
        const from = lastPlace(headers);
        const stream = await events.open({ wanted, from, caller, callerNow });
        return { status: 200, headers: HEADERS, stream };
      },
    }),
  ];
}
