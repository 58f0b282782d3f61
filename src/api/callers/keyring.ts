/** API keys: looked up in the store, and trusted for a moment without it. */

import { LRUCache } from 'lru-cache';
import { timingSafeEqual } from 'node:crypto';
import type { Models } from '../../store/connection.ts';
import type { KeyDocument } from '../../store/people/key-schema.ts';
import { readKey } from './key-text.ts';
import type { Caller } from '../http/route.ts';
import { databaseIsAway, within } from '../../store/in-time.ts';
import { findValidKey, keyUsed } from '../../store/people/keys.ts';

/** A verified key is trusted this long without a look-up, so a revocation elsewhere takes effect within it. */
const FRESH_MS = 3_000;
/** A verified key is good this long for customers' messages while the store cannot be reached. */
const RECENT_MS = 600_000;
/** A caller with such a key waits this long for the store; the look-up goes on without it. */
const PATIENCE_MS = 500;
const USED_EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;

interface Remembered {
  caller: Caller;
  digest: Buffer;
  expiresAtMs: number;
  usedAtMs: number;
  /** The start of the look-up that gave this. */
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
  readonly #remembered = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });
  readonly #lookUps = new Map<string, Promise<Remembered | null>>();
  /** Counts calls of `forget`: a look-up that began before must not bring a forgotten key back. */
  #forgotten = 0;
  #storeIsAway = false;

  constructor(models: Models, now: () => number) {
    this.#models = models;
    this.#now = now;
  }

  /**
   * Verifies a key.
   *
   * @returns its bearer, or `null` when it is none, or not valid any more
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

  /** Tells whether a key was verified before, so that it is more than a guess. */
  isKnown(key: string): boolean {
    const presented = readKey(key);
    const known = presented && this.#remembered.get(presented.id);
    return known ? timingSafeEqual(known.digest, presented.digest) : false;
  }

  /** Has the keys of these callers looked up again before their next use. */
  forget(whose: (caller: Caller) => boolean): void {
    this.#forgotten += 1;
    this.#lookUps.clear();
    for (const [id, { caller }] of [...this.#remembered]) {
      if (whose(caller)) this.#remembered.delete(id);
    }
  }

  async #find(id: string, digest: Buffer, lately: boolean): Promise<Remembered | null> {
    const known = this.#remembered.get(id);
    // The digest of a key never changes.
    if (known && !timingSafeEqual(known.digest, digest)) return null;
    const ageMs = known ? this.#now() - known.verifiedAtMs : Infinity;
    if (known && ageMs < FRESH_MS) return known;
    const lookUp = this.#lookUp(id);
    if (!known || !lately || ageMs >= RECENT_MS) return lookUp;
    try {
      return await within(lookUp, this.#storeIsAway ? 0 : PATIENCE_MS);
    } catch (error) {
      if (databaseIsAway(error)) return known;
      throw error;
    }
  }

  #lookUp(id: string): Promise<Remembered | null> {
    const running = this.#lookUps.get(id);
    if (running) return running;
    const lookUp = this.#ask(id).finally(() => {
      if (this.#lookUps.get(id) === lookUp) this.#lookUps.delete(id);
    });
    // The caller that began it may not wait for its end.
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
      if (forgottenBefore === this.#forgotten) this.#remembered.set(id, found);
      return found;
    } catch (error) {
      this.#storeIsAway = databaseIsAway(error);
      throw error;
    }
  }

  /** Notes the use; nobody waits for the note, and a key is good without it. */
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
