/** The product and its desk for the tests of one file, or of one `describe`. */

import { afterAll, beforeAll } from '@jest/globals';
import { openDesk, type Desk } from './desk.ts';
import { startProduct, type Product } from './product.ts';

interface Plan {
  /** Settings of the process, beside those that every product of the tests has. */
  env?: NodeJS.ProcessEnv;
  /** What else has to be there before the first test. */
  prepare?: () => Promise<void>;
}

interface Given {
  product: Product;
  desk: Desk;
  /** What was opened is closed by this after the last test, the latest first. */
  atEnd: (close: () => unknown) => void;
}

/** Longer than a product may take to start, so that it can say itself why it did not. */
const BEGIN_MS = 180_000;
const END_MS = 60_000;

/**
 * Starts the product before the first test and stops it after the last.
 *
 * What could not be opened is not closed either: a start that failed is the only error to be seen.
 *
 * @returns product and desk stay empty until the product runs: for tests and `prepare`, not for what a file does at once
 */
export function useProduct({ env = {}, prepare }: Plan = {}): Given {
  const product = {} as Product;
  const desk = {} as Desk;
  const opened: (() => unknown)[] = [];
  const atEnd: Given['atEnd'] = (close) => void opened.unshift(close);

  beforeAll(async () => {
    Object.assign(product, await startProduct(env));
    atEnd(() => product.stop());
    Object.assign(desk, openDesk(product.api));
    atEnd(() => {
      desk.close();
    });
    await prepare?.();
  }, BEGIN_MS);

  afterAll(async () => {
    for (const close of opened) await close();
  }, END_MS);

  return { product, desk, atEnd };
}
