/** Every route is in the table of who may call it, and nothing else is. */

import { expect, test } from '@jest/globals';
import type { Dependencies } from '../../src/api/dependencies.ts';
import { routeTable } from '../../src/api/table.ts';
import { ACCESS } from './access-table.ts';

test('the router’s roles are those of the table, route by route', () => {
  // Nothing is called: the entries themselves are looked at.
  const routes = routeTable({} as Dependencies);
  const found = routes.map(({ method, path, roles }) => [
    `${method.toUpperCase()} ${path}`,
    roles.filter((role) => role !== 'admin').toSorted(),
  ]);
  const expected = Object.entries(ACCESS).map(([call, roles]) => [call, roles.toSorted()]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  expect(found).toHaveLength(expected.length);
});
