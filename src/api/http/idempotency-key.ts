import type { IncomingHttpHeaders } from 'node:http';
import { fieldProblem } from './problem.ts';

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

/**
 * The caller's `Idempotency-Key`; `null` when there is none.
 *
 * @throws Problem when it is not 1 to 200 visible ASCII characters
 */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && PRINTABLE.test(key)) return key;
  throw fieldProblem(
    'Idempotency-Key',
    'invalid_format',
    'An idempotency key has 1 to 200 visible ASCII characters.',
  );
}
