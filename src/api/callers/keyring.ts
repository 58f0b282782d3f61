/** API keys as they are presented: looked up, and remembered for as long as a revocation may take to be heard of. */

import { timingSafeEqual } from 'node:crypto';
import type { Models } from '../../store/connection.ts';
import type { KeyDocument } from '../../store/people/key-schema.ts';
import { readKey } from './key-text.ts';
import type { Caller } from '../http/route.ts';
import { databaseGaveNoAnswer, within } from '../../store/in-time.ts';
import { findValidKey, keyUsed } from '../../store/people/keys.ts';

/** A key that another replica revoked is refused after this long, and the time that the look-up took. */
const FRESH_MS = 3_000;
/** How long a verified key is good for customers' messages while the store cannot be reached. */
const LATELY_MS = 600_000;
/** How long a caller with such a key waits for the store; the look-up goes on without it. */
const PATIENCE_MS = 500;
const USED_EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;

interface Remembered {
  caller: Caller;
  digest: Buffer;
  expiresAtMs: number;
  usedAtMs: number;
  /** When the look-up began whose answer this is. */
  verifiedAtMs: number;
}

interface Leniency {
  /** A key verified within ten minutes will do when the store cannot be reached. */
  lately?: boolean;
}

/** The keys that one process verifies. */
export class Keyring {
  readonly #models: Models;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();
  readonly #lookUps = new Map<string, Promise<Remembered | null>>();
  /** Counts what was forgotten: a look-up that began before must not bring it back. */
  #forgotten = 0;
  #storeIsAway = false;

  constructor(models: Models, now: () => number) {
    this.#models = models;
    this.#now = now;
  }

  /**
   * Who bears a key.
   *
   * @returns `null` when it is none, or not valid any more
   * @throws what the database fails with, when it must be asked and cannot be
   */
  async verify(key: string, { lately = false }: Leniency = {}): Promise<Caller | null> {
    const presented = readKey(key);
    if (presented === null) return null;
    const { id, digest } = presented;
    const found = await this.#find(id, digest, lately);
    if (found === null || !timingSafeEqual(found.digest, digest)) return null;
    if (found.expiresAtMs <= this.#now()) return null;
    this.#used(id, found);
    return found.caller;
  }

  /** Whether a key was verified lately, so that it is more than a guess. */
  isKnown(key: string): boolean {
    const presented = readKey(key);
    const known = presented && this.#remembered.get(presented.id);
    return known ? timingSafeEqual(known.digest, presented.digest) : false;
  }

  /** Keys of these callers are looked up again before they are good for anything. */
  forget(whose: (caller: Caller) => boolean): void {
    this.#forgotten += 1;
    this.#lookUps.clear();
    for (const [id, { caller }] of this.#remembered) if (whose(caller)) this.#remembered.delete(id);
  }

  async #find(id: string, digest: Buffer, lately: boolean): Promise<Remembered | null> {
    const known = this.#remembered.get(id);
    // What a key is recognized by never changes.
    if (known && !timingSafeEqual(known.digest, digest)) return null;
    const ageMs = known ? this.#now() - known.verifiedAtMs : Infinity;
    if (known && ageMs < FRESH_MS) return known;
    const lookUp = this.#lookUp(id);
    if (!known || !lately || ageMs >= LATELY_MS) return lookUp;
    try {
      return await within(lookUp, this.#storeIsAway ? 0 : PATIENCE_MS);
    } catch (error) {
      if (databaseGaveNoAnswer(error)) return known;
      throw error;
    }
  }

  #lookUp(id: string): Promise<Remembered | null> {
    const running = this.#lookUps.get(id);
    if (running) return running;
    const lookUp = this.#ask(id).finally(() => {
      if (this.#lookUps.get(id) === lookUp) this.#lookUps.delete(id);
    });
    // Whoever began it may not wait for its end.
    lookUp.catch(() => undefined);
    this.#lookUps.set(id, lookUp);
    return lookUp;
  }

  async #ask(id: string): Promise<Remembered | null> {
    const verifiedAtMs = this.#now();
    const forgottenBefore = this.#forgotten;
    try {
      const key = await findValidKey(this.#models, id);
      this.#storeIsAway = false;
      this.#remembered.delete(id);
      if (key === null) return null;
      const found = remembered(key, verifiedAtMs);
      if (forgottenBefore === this.#forgotten) this.#remember(id, found);
      return found;
    } catch (error) {
      this.#storeIsAway = databaseGaveNoAnswer(error);
      throw error;
    }
  }

  #remember(id: string, key: Remembered): void {
    this.#remembered.set(id, key);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) {
      this.#remembered.delete(oldest);
    }
  }

  /** Nobody waits for the note, and a key is good without it. */
  #used(id: string, key: Remembered): void {
    const nowMs = this.#now();
    if (nowMs - key.usedAtMs < USED_EVERY_MS) return;
    key.usedAtMs = nowMs;
    void keyUsed(this.#models, id, nowMs).catch(() => undefined);
  }
}

function remembered(key: KeyDocument, verifiedAtMs: number): Remembered {
  const { _id: id, name, role, agentId, channels } = key;
  return {
    caller: { id, name, role, agentId, channels },
    digest: Buffer.from(key.digest, 'base64url'),
    expiresAtMs: key.expiresAt?.getTime() ?? Infinity,
    usedAtMs: key.lastUsedAt?.getTime() ?? -Infinity,
    verifiedAtMs,
  };
}
