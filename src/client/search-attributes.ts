import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../contract/messages.ts';

const types = proto.temporal.api.enums.v1.IndexedValueType;

/** Each under its name, with its type as the server numbers it. */
export const searchAttributeTypes = Object.fromEntries(
  Object.values(searchAttributes).map(({ name, type }) => [
    name,
    types[`INDEXED_VALUE_TYPE_${type}`],
  ]),
);

/** As `temporal server start-dev --search-attribute` spells them: `Overdue=Bool`. */
export const searchAttributeFlags: string[] = Object.values(searchAttributes).map(
  ({ name, type }) => `${name}=${type.slice(0, 1)}${type.slice(1).toLowerCase()}`,
);

/** The names of those that the namespace does not have yet; empty when all is well. */
export async function missingSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(searchAttributeTypes).filter((name) => !(name in customAttributes));
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
  const wanted = Object.entries(searchAttributeTypes).filter(([name]) => missing.includes(name));
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(wanted),
  });
  return missing;
}
