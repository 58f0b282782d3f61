/** One client's stream: what waits for it is bounded, and a client that does not read is left to come back. */

import type { ServerResponse } from 'node:http';
import type { PassedEvent } from './event-tail.ts';

/** The client has gone, or was let go. */
export class StreamClosed extends Error {
  override readonly name = 'StreamClosed';
}

/** What this client is told; asked again for every batch, for rights change. */
export interface Told {
  wants(event: PassedEvent): boolean;
  /** Of what it wants, what it may see: with the batch it came in. */
  mayHave(wanted: PassedEvent[], batch: readonly PassedEvent[]): Promise<PassedEvent[]>;
}

interface Waiting {
  batch: readonly PassedEvent[];
  bytes: number;
}

/** Shared with the other streams, so it is not multiplied by them. */
const WAITING_BYTES_LIMIT = 16 * 1024 * 1024;
/** A client that takes nothing for this long is let go. */
const STALLED_MS = 30_000;
/** Nor does the end wait for it. */
const ENDING_MS = 1_000;

export class ClientStream {
  readonly #response: ServerResponse;
  readonly #told: Told;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing = false;
  /** Resolves when the stream is over, however it ends. */
  readonly closed: Promise<void>;

  constructor(response: ServerResponse, told: Told) {
    this.#response = response;
    this.#told = told;
    this.closed = new Promise((resolve) => {
      if (response.destroyed) resolve();
      response.once('close', () => {
        resolve();
      });
    });
  }

  /** Everything that was taken is written. */
  get isIdle(): boolean {
    return !this.#writing && this.#waiting.length === 0;
  }

  /** Ends it in good order. */
  end(): void {
    this.#response.end();
    setTimeout(() => {
      this.drop();
    }, ENDING_MS).unref();
  }

  /** Cuts it off: what it lacks it gets when it comes back. */
  drop(): void {
    this.#response.destroy();
  }

  /** Writes lines that are no event. */
  say(lines: string): void {
    if (!this.#response.writableEnded) this.#response.write(lines);
  }

  /** Takes what the tail passes on, to be written when the client has room. */
  take(batch: readonly PassedEvent[]): void {
    const wanted = batch.filter((event) => this.#told.wants(event));
    if (wanted.length === 0) return;
    if (this.#waitingBytes > WAITING_BYTES_LIMIT) {
      this.drop();
      return;
    }
    const bytes = wanted.reduce((sum, { frame }) => sum + frame.length, 0);
    this.#waiting.push({ batch, bytes });
    this.#waitingBytes += bytes;
    if (!this.#writing) void this.#writeWaiting();
  }

  /**
   * Writes those of the events that the client is told, and resolves when it has room for more.
   *
   * @throws StreamClosed
   */
  async write(batch: readonly PassedEvent[]): Promise<void> {
    const wanted = batch.filter((event) => this.#told.wants(event));
    for (const { place, frame } of await this.#told.mayHave(wanted, batch)) {
      if (this.#response.destroyed || this.#response.writableEnded) throw new StreamClosed();
      if (!this.#response.write(`id: ${place}\n${frame}`)) await this.#room();
    }
  }

  async #writeWaiting(): Promise<void> {
    this.#writing = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        await this.write(next.batch);
        this.#waitingBytes -= next.bytes;
      }
    } catch {
      // What could not be looked up is not skipped: the client comes back for it.
      this.drop();
    }
    this.#writing = false;
  }

  /** Until the client has read what was written, or is gone. */
  #room(): Promise<void> {
    const response = this.#response;
    // It says no more that it has closed.
    if (response.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        response.off('drain', done).off('close', done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.drop();
        done();
      }, STALLED_MS).unref();
      response.on('drain', done).on('close', done);
    });
  }
}
