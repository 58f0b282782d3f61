/** The streams of this process: how many, how long, and by what right. */

import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Models } from '../../store/connection.ts';
import { Problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import { catchUp, type Joining } from './catch-up.ts';
import { ClientStream, StreamClosed } from './client-stream.ts';
import { EventTail, type PassedEvent } from './event-tail.ts';
import { Lead, type Place } from './resume-token.ts';
import { isWanted, ownEvents, type Wanted } from './stream-scope.ts';

/** In one process, of one caller. */
const STREAMS_LIMIT = 100;
/** Between two comments that keep the connection open. */
const HEARTBEAT_MS = 15_000;
/** Whoever lost the right hears no more after five seconds, most of which a verified key is remembered for. */
const RIGHTS_MS = 1_000;
const RETRY_MS = 1_000;

export interface StreamRequest {
  wanted: Wanted;
  /** Where to go on; `null`: from now. */
  from: Place | null;
  caller: Caller;
  callerNow: () => Promise<Caller>;
}

export class EventStreams {
  readonly #models: Models;
  readonly #log: Logger;
  readonly #tail: EventTail;
  readonly #open = new Map<ClientStream, string>();
  #closed = false;

  constructor({ models, log }: { models: Models; log: Logger }) {
    this.#models = models;
    this.#log = log;
    this.#tail = new EventTail(models, log);
  }

  /** How many there are. */
  get size(): number {
    return this.#open.size;
  }

  /** Ends all streams: their clients go on elsewhere. */
  close(): void {
    this.#closed = true;
    this.#tail.close();
    for (const stream of this.#open.keys()) stream.end();
  }

  /**
   * A stream of events, ready to be written.
   *
   * @throws Problem `too_many_streams`, or `unavailable` when there is nothing to read from
   */
  async open(request: StreamRequest): Promise<(response: ServerResponse) => Promise<void>> {
    const { id } = request.caller;
    const own = [...this.#open.values()].filter((caller) => caller === id).length;
    if (own >= STREAMS_LIMIT) {
      const limit = String(STREAMS_LIMIT);
      throw new Problem('too_many_streams', `A caller may have ${limit} streams at once.`, {
        headers: { 'Retry-After': '10' },
      });
    }
    await this.#tail.follow();
    return (response) => this.#run(request, response);
  }

  async #run(request: StreamRequest, response: ServerResponse): Promise<void> {
    let { caller } = request;
    const stream = new ClientStream(response, {
      wants: (event) => isWanted(event, request.wanted, caller),
      mayHave: async (wanted, batch) =>
        caller.role === 'agent' ? ownEvents(this.#models, caller, wanted, batch) : wanted,
    });
    this.#open.set(stream, caller.id);
    const ask = async (): Promise<void> => {
      try {
        caller = await request.callerNow();
      } catch (error) {
        // While nobody can tell, the right goes on, and so does the wait for events.
        if (isRefusal(error)) stream.end();
      }
    };
    const rights = setInterval(() => void ask(), RIGHTS_MS).unref();
    let stop = (): void => undefined;
    try {
      response.flushHeaders();
      stream.say(`retry: ${String(RETRY_MS)}\n\n`);
      if (this.#closed) stream.end();
      else stop = await this.#join(stream, request.from);
      await stream.closed;
    } catch (error) {
      if (!(error instanceof StreamClosed)) {
        this.#log.warn({ err: error }, 'a stream of events broke off');
      }
      stream.drop();
    } finally {
      stop();
      clearInterval(rights);
      this.#open.delete(stream);
    }
  }

  /** @returns what stops it */
  async #join(stream: ClientStream, from: Place | null): Promise<() => void> {
    const stops: (() => void)[] = [];
    let ahead = new Lead([]);
    const join: Joining['join'] = (backlog, has, lead) => {
      ahead = lead;
      if (backlog.length > 0) stream.take(backlog);
      const listener = (events: readonly PassedEvent[]): void => {
        stream.take(freshOf(events, has, lead));
      };
      stops.push(this.#tail.listen(listener));
    };
    if (from === null) {
      await this.#tail.follow();
      join([], () => false, ahead);
    } else {
      const write = (events: PassedEvent[]): Promise<void> => stream.write(events);
      await catchUp({ models: this.#models, tail: this.#tail }, from, { write, join });
    }
    const beat = (): void => {
      const place = stream.isIdle ? this.#tail.place() : null;
      stream.say(place === null ? ':\n\n' : `:\nid: ${ahead.beyond(place)}\n\n`);
    };
    beat();
    const heartbeat = setInterval(beat, HEARTBEAT_MS).unref();
    stops.push(() => {
      clearInterval(heartbeat);
    });
    return () => {
      for (const stop of stops) stop();
    };
  }
}

/** Of what the tail passes on, what a stream has not, with the places of the stream; the same array where nothing differs. */
function freshOf(
  events: readonly PassedEvent[],
  has: (position: bigint) => boolean,
  lead: Lead,
): readonly PassedEvent[] {
  if (lead.isEmpty && !events.some(({ position }) => has(position))) return events;
  return events.flatMap((event) => {
    lead.meet(event.position);
    return has(event.position) ? [] : [{ ...event, place: lead.beyond(event.place) }];
  });
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 401 || error.status === 403);
