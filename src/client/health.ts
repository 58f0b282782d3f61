import { missingSearchAttributes } from './search-attributes.ts';
import { call, type Temporal } from './temporal.ts';

/**
 * Finds why this process cannot work with Temporal; `null` when it can.
 *
 * @returns one sentence
 */
export async function temporalTrouble(temporal: Temporal): Promise<string | null> {
  const { connection, namespace } = temporal;
  try {
    const missing = await call(temporal, () => missingSearchAttributes(connection, namespace));
    if (missing.length === 0) return null;
    return `Search attributes are not registered: ${missing.join(', ')}.`;
  } catch {
    return 'Temporal cannot be reached, or gave no answer in time.';
  }
}
