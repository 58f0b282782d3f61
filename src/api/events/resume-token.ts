/** How far a stream has come, as the ID that a client hands back to go on. */

import { createHash } from 'node:crypto';

/**
 * Positions in the log are the server's instants as 64-bit numbers. An event may become visible after one with a
 * higher position, so "everything up to here" is true only of what is old enough: `settled`. Of what is younger a
 * checksum tells which events had been passed on.
 */
export interface Place {
  /** Everything up to this position has been passed on. */
  settled: bigint;
  /** The highest position passed on. */
  furthest: bigint;
  /** Sum, modulo 2^48, of the hashes of the positions above `settled` that were passed on. */
  sum: number;
}

const MODULUS = 2 ** 48;
const POSITION_BYTES = 8;
const SUM_BYTES = 6;
const BYTES = 2 * POSITION_BYTES + SUM_BYTES;

/** The place as text: visible ASCII without a space. */
export function placeText({ settled, furthest, sum }: Place): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeBigUInt64BE(settled, 0);
  bytes.writeBigUInt64BE(furthest, POSITION_BYTES);
  bytes.writeUIntBE(sum, 2 * POSITION_BYTES, SUM_BYTES);
  return bytes.toString('base64url');
}

/** @returns `null` for what `placeText` did not make */
export function readPlace(text: string): Place | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== BYTES || bytes.toString('base64url') !== text) return null;
  const settled = bytes.readBigUInt64BE(0);
  const furthest = bytes.readBigUInt64BE(POSITION_BYTES);
  const sum = bytes.readUIntBE(2 * POSITION_BYTES, SUM_BYTES);
  return settled <= furthest ? { settled, furthest, sum } : null;
}

/** What a position adds to a sum; neighbours have nothing in common. */
export function positionHash(position: bigint): number {
  const bytes = Buffer.alloc(POSITION_BYTES);
  bytes.writeBigUInt64BE(position);
  return createHash('sha256').update(bytes).digest().readUIntBE(0, SUM_BYTES);
}

/** Both in 0 … 2^48 − 1. */
export const plus = (a: number, b: number): number => (a + b) % MODULUS;
export const minus = (a: number, b: number): number => (a - b + MODULUS) % MODULUS;

/** A place in the making: what has been passed on, counted. */
export class Progress {
  #place: Place;
  /** Hashes of what was passed on above `settled`, by position. */
  readonly #counted = new Map<bigint, number>();

  constructor(from: Place) {
    this.#place = from;
  }

  text(): string {
    return placeText(this.#place);
  }

  pass(position: bigint): void {
    const { settled, furthest, sum } = this.#place;
    const highest = position > furthest ? position : furthest;
    const hash = position > settled ? positionHash(position) : 0;
    if (position > settled) this.#counted.set(position, hash);
    this.#place = { settled, furthest: highest, sum: plus(sum, hash) };
  }

  /** What lay here has been replaced: it lies nowhere any more. */
  forget(position: bigint): void {
    const hash = this.#counted.get(position);
    if (hash === undefined) return;
    this.#counted.delete(position);
    this.#place = { ...this.#place, sum: minus(this.#place.sum, hash) };
  }

  /** Nothing up to here is still to come; not for a position below where a place with a sum was begun with. */
  settle(upTo: bigint): void {
    if (upTo <= this.#place.settled) return;
    let sum = 0;
    for (const [position, hash] of this.#counted) {
      if (position > upTo) sum = plus(sum, hash);
      else this.#counted.delete(position);
    }
    const { furthest } = this.#place;
    this.#place = { settled: upTo, furthest: furthest > upTo ? furthest : upTo, sum };
  }
}

/**
 * Positions that a stream has passed on and the tail has not yet: its client got them elsewhere, where they were passed
 * on earlier. They belong to the stream's places too, else whoever goes on from one would get them again.
 */
export class Lead {
  readonly #hashes: Map<bigint, number>;

  constructor(positions: readonly bigint[]) {
    this.#hashes = new Map(positions.map((position) => [position, positionHash(position)]));
  }

  get isEmpty(): boolean {
    return this.#hashes.size === 0;
  }

  /** The tail has come to it. */
  meet(position: bigint): void {
    this.#hashes.delete(position);
  }

  /** What the stream has passed on, where the tail has reached `place`. */
  beyond(place: string): string {
    const reached = this.#hashes.size === 0 ? null : readPlace(place);
    if (reached === null) return place;
    let { furthest, sum } = reached;
    for (const [position, hash] of this.#hashes) {
      if (position <= reached.settled) {
        this.#hashes.delete(position);
        continue;
      }
      sum = plus(sum, hash);
      if (position > furthest) furthest = position;
    }
    return placeText({ settled: reached.settled, furthest, sum });
  }
}
