import { setTimeout as sleep } from 'node:timers/promises';

/** The replay's clock: transcript time, which passes `speed` times as fast as real time. */
export class Timeline {
  readonly #zeroMs = performance.now();
  readonly speed: number;

  constructor(speed: number) {
    this.speed = speed;
  }

  /** Real milliseconds since the replay began. */
  realMs(): number {
    return performance.now() - this.#zeroMs;
  }

  /** A reading of `performance.now()` in seconds of transcript time since the replay began. */
  transcriptSeconds(clockMs: number): number {
    return ((clockMs - this.#zeroMs) / 1000) * this.speed;
  }

  /** Waits until that many transcript seconds have passed since the replay began; not at all when they have. */
  async until(transcriptSeconds: number): Promise<void> {
    const leftMs = (transcriptSeconds / this.speed) * 1000 - this.realMs();
    if (leftMs > 0) await sleep(leftMs);
  }
}
