import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

const types = proto.temporal.api.enums.v1.IndexedValueType;

/** What sessions are found by in Temporal's visibility; no personal data. The workflow sets them. */
export const searchAttributes = {
  SessionId: types.INDEXED_VALUE_TYPE_KEYWORD,
  SessionStatus: types.INDEXED_VALUE_TYPE_KEYWORD,
  Channel: types.INDEXED_VALUE_TYPE_KEYWORD,
  AgentId: types.INDEXED_VALUE_TYPE_KEYWORD,
  Overdue: types.INDEXED_VALUE_TYPE_BOOL,
  SettingsVersion: types.INDEXED_VALUE_TYPE_INT,
} as const;

/** The names of those that the namespace does not have yet; empty when all is well. */
export async function missingSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(searchAttributes).filter((name) => !(name in customAttributes));
}

/**
 * Registers those that are missing; doing so again changes nothing.
 *
 * @returns the names that were added
 */
export async function registerSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<string[]> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return [];
  const wanted = Object.entries(searchAttributes).filter(([name]) => missing.includes(name));
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(wanted),
  });
  return missing;
}
