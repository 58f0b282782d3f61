/** An agent acts on what it has at this moment; a supervisor takes over as itself, which is written down. */

import { expect, test } from '@jest/globals';
import {
  getAudit,
  getSessionsByIdDecisions,
  postKeys,
  postSessionsByIdAssign,
  postSessionsByIdEnd,
  postSessionsByIdHold,
  postSessionsByIdMessages,
  postSessionsByIdResume,
} from '../../client/sdk.gen.ts';
import type { End } from '../../client/types.gen.ts';
import { decided, granted } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { desk } = useProduct();

async function keyOf(role: 'agent' | 'supervisor', agentId: string): Promise<string> {
  const body = { name: role, role, agentId };
  return granted(await postKeys({ client: desk.client, body })).key;
}

const told = async (...given: Parameters<typeof decided>): Promise<string> =>
  (await decided(...given)).code ?? 'done';

test('who has the session holds it; who lost it does not, and who takes it over is in the audit log', async () => {
  await desk.staff('maya');
  const { body } = await desk.landed({ customer: 'ada', messageId: 'm-1' });
  const { sessionId } = body;
  await until('maya serves', async () => (await desk.session(sessionId)).body.agentId === 'maya');
  await desk.staff('noor');
  const [maya, noor] = [await keyOf('agent', 'maya'), await keyOf('agent', 'noor')];
  const lead = await keyOf('supervisor', 'noor');
  const as = (auth: string, headers: Record<string, string>) => ({
    ...{ client: desk.client, auth, headers, path: { id: sessionId } },
  });
  const forAnHour = { until: new Date(Date.now() + 3_600_000).toISOString() };
  const hello = {
    messageId: 'r-1',
    author: { type: 'agent', id: 'maya' },
    text: 'Hello!',
  } as const;

  const hold = (auth: string) =>
    told((headers) => postSessionsByIdHold({ ...as(auth, headers), body: forAnHour }));
  const end = (auth: string, body: End) =>
    told((headers) => postSessionsByIdEnd({ ...as(auth, headers), body }));
  const assign = (agentId: string) => {
    const body = { agentId, takeover: true };
    return told((headers) => postSessionsByIdAssign({ ...as(lead, headers), body }));
  };

  expect(await hold(noor)).toBe('not_found');
  const said = told((headers) => postSessionsByIdMessages({ ...as(maya, headers), body: hello }));
  expect(await said).toBe('done');
  expect(await hold(maya)).toBe('done');
  const resumed = told((headers) => postSessionsByIdResume({ ...as(maya, headers), body: {} }));
  expect(await resumed).toBe('done');
  expect(await assign('maya')).toBe('forbidden');
  expect(await assign('noor')).toBe('done');
  expect(['not_found', 'not_assigned']).toContain(await end(maya, { by: 'agent', id: 'maya' }));
  expect(await end(noor, { by: 'agent' })).toBe('done');

  const query = { what: 'session.taken_over' } as const;
  const log = granted(await getAudit({ client: desk.client, query }));
  expect(log.items).toEqual([
    expect.objectContaining({
      who: expect.objectContaining({ role: 'supervisor' }),
      facts: { sessionId, agentId: 'noor' },
    }),
  ]);
  await until('the decisions are saved', async () => {
    const path = { id: sessionId };
    const { items } = granted(await getSessionsByIdDecisions({ client: desk.client, path }));
    const triggers = new Set(items.map(({ trigger }) => trigger));
    return ['hold by maya', 'end by agent noor'].every((trigger) => triggers.has(trigger));
  });
});
