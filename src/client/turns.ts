/** Limits how many run at once under one name; the others wait in the order in which they came. */

interface Line {
  underWay: number;
  waiting: (() => void)[];
}

/** Lets so many at once do what they have under a name. */
export class Turns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, Line>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Does the work when it is its turn.
   *
   * @param waitMs longest wait for the turn
   * @param tooLate what to throw when the turn does not come within that
   */
  async take<T>(
    name: string,
    work: () => Promise<T>,
    { waitMs, tooLate }: { waitMs: number; tooLate: () => Error },
  ): Promise<T> {
    await this.#enter(name, waitMs, tooLate);
    try {
      return await work();
    } finally {
      this.#leave(name);
    }
  }

  #enter(name: string, waitMs: number, tooLate: () => Error): Promise<void> {
    const line = this.#lines.get(name) ?? { underWay: 0, waiting: [] };
    this.#lines.set(name, line);
    if (line.underWay < this.#atOnce) {
      line.underWay += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(enter), 1);
        reject(tooLate());
      }, waitMs);
      line.waiting.push(enter);
    });
  }

  /** The turn passes to who waits longest. */
  #leave(name: string): void {
    const line = this.#lines.get(name);
    if (!line) return;
    const next = line.waiting.shift();
    if (next) next();
    else if (line.underWay > 1) line.underWay -= 1;
    else this.#lines.delete(name);
  }
}
