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
import { granted } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { desk } = useProduct();

async function keyOf(role: 'agent' | 'supervisor', agentId: string): Promise<string> {
  const body = { name: role, role, agentId };
  return granted(await postKeys({ client: desk.client, body })).key;
}

const told = async (called: Promise<{ error: { code: string } | undefined }>): Promise<string> =>
  (await called).error?.code ?? 'done';

test('who has the session holds it; who lost it does not, and who takes it over is in the audit log', async () => {
  await desk.staff('maya');
  const { body } = await desk.landed({ customer: 'ada', messageId: 'm-1' });
  const { sessionId } = body;
  await until(async () => (await desk.session(sessionId)).body.agentId === 'maya');
  await desk.staff('noor');
  const [maya, noor] = [await keyOf('agent', 'maya'), await keyOf('agent', 'noor')];
  const lead = await keyOf('supervisor', 'noor');
  const as = (auth: string) => ({ client: desk.client, auth, path: { id: sessionId } });
  const forAnHour = { until: new Date(Date.now() + 3_600_000).toISOString() };
  const hello = {
    messageId: 'r-1',
    author: { type: 'agent', id: 'maya' },
    text: 'Hello!',
  } as const;

  expect(await told(postSessionsByIdHold({ ...as(noor), body: forAnHour }))).toBe('not_found');
  expect(await told(postSessionsByIdMessages({ ...as(maya), body: hello }))).toBe('done');
  expect(await told(postSessionsByIdHold({ ...as(maya), body: forAnHour }))).toBe('done');
  expect(await told(postSessionsByIdResume({ ...as(maya), body: {} }))).toBe('done');
  const assign = (agentId: string) =>
    told(postSessionsByIdAssign({ ...as(lead), body: { agentId, takeover: true } }));
  expect(await assign('maya')).toBe('forbidden');
  expect(await assign('noor')).toBe('done');
  const lost = postSessionsByIdEnd({ ...as(maya), body: { by: 'agent', id: 'maya' } });
  expect(['not_found', 'not_assigned']).toContain(await told(lost));
  expect(await told(postSessionsByIdEnd({ ...as(noor), body: { by: 'agent' } }))).toBe('done');

  const query = { what: 'session.taken_over' } as const;
  const log = granted(await getAudit({ client: desk.client, query }));
  expect(log.items).toEqual([
    expect.objectContaining({
      who: expect.objectContaining({ role: 'supervisor' }),
      facts: { sessionId, agentId: 'noor' },
    }),
  ]);
  const decisions = await until(async () => {
    const path = { id: sessionId };
    const { items } = granted(await getSessionsByIdDecisions({ client: desk.client, path }));
    const triggers = items.map(({ trigger }) => trigger);
    return triggers.includes('end by agent noor') ? triggers : null;
  });
  expect(decisions).toContain('hold by maya');
});
