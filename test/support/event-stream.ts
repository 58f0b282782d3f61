/** A client of the event stream that says what it read, and comes back where it left off. */

import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Event } from '../../client/types.gen.ts';
import { until } from './until.ts';

export interface Heard {
  event: Event;
  /** By the clock of `performance`. */
  atMs: number;
}

export interface EventClient {
  readonly heard: Heard[];
  /** Status of the latest answer. */
  status(): number | null;
  /** What to go on from. */
  lastId(): string | null;
  /** The server or the network ended the connection, or there was none. */
  isOver(): boolean;
  /** Waits until an answer has begun. */
  opened(): Promise<void>;
  /** Stops reading, as a client does that hangs. */
  stopReading(): void;
  readAgain(): void;
  headers(): IncomingHttpHeaders;
  close(): void;
}

interface Options {
  key: string;
  query?: string;
  lastId?: string | null;
}

/** Opens a stream; nothing is tried again by itself. */
export function followEvents(
  api: string,
  { key, query = '', lastId = null }: Options,
): EventClient {
  const heard: Heard[] = [];
  const state = { status: null as number | null, last: lastId, over: false };
  let incoming: IncomingMessage | null = null;
  const headers = {
    authorization: `Bearer ${key}`,
    ...(lastId === null ? {} : { 'last-event-id': lastId }),
  };
  const request = get(`${api}/v1/events${query}`, { headers, agent: false }, (response) => {
    incoming = response;
    state.status = response.statusCode ?? null;
    const over = (): void => {
      state.over = true;
    };
    response.on('close', over).on('error', over);
    response.setEncoding('utf8');
    let rest = '';
    response.on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    });
  });
  request.on('error', () => {
    state.over = true;
  });

  function take(block: string): void {
    for (const line of block.split('\n')) {
      const [, field, value = ''] = /^(\w*):? ?(.*)$/.exec(line) ?? [];
      if (field === 'id') state.last = value;
      if (field !== 'data') continue;
      heard.push({ event: JSON.parse(value) as Event, atMs: performance.now() });
    }
  }

  return {
    heard,
    status: () => state.status,
    lastId: () => state.last,
    isOver: () => state.over,
    opened: async () => {
      await until(
        'an answer has begun',
        () => (state.status !== null && state.last !== null) || state.over,
      );
    },
    stopReading: () => incoming?.pause(),
    readAgain: () => incoming?.resume(),
    headers: () => incoming?.headers ?? {},
    close: () => request.destroy(),
  };
}
