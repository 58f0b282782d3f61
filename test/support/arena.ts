/** A product whose agents and supervisors have credentials of their own, ready for contests. */

import type { Arena, Contest } from './contest.ts';
import { postKeys } from '../../client/sdk.gen.ts';
import type { NewKey } from '../../client/types.gen.ts';
import { granted, openDesk } from './desk.ts';
import { openHolds } from './holds.ts';
import type { Product } from './product.ts';
import { openSaved } from './saved.ts';

export interface OpenArena extends Arena {
  close(): Promise<void>;
}

const CONNECTIONS = 256;

/** @param replicas base URLs of the API beside the product's own */
export async function openArena(
  product: Product,
  contests: readonly Contest[],
  { agents: count, replicas = [] }: { agents: number; replicas?: string[] },
): Promise<OpenArena> {
  const desk = openDesk(product.api, { connections: CONNECTIONS });
  const beside = replicas.map((api) => openDesk(api, { connections: CONNECTIONS }));
  const saved = await openSaved(product.mongodbUri);
  const holds = await openHolds(product.mongodbUri);
  const agents = Array.from({ length: count }, (_, index) => `agent-${String(index)}`);
  const keys = new Map<string, string>();
  const keyFor = async (name: string, rights: Omit<NewKey, 'name'>): Promise<void> => {
    const { key } = granted(await postKeys({ client: desk.client, body: { name, ...rights } }));
    keys.set(name, key);
  };
  for (const contest of contests) await desk.configure(contest.name, contest.settings);
  for (const agentId of agents) {
    await desk.staff(agentId);
    await keyFor(agentId, { role: 'agent', agentId });
  }
  await keyFor('supervisor', { role: 'supervisor' });
  return {
    ...{ desks: [desk, ...beside], saved, holds, agents, keys },
    async close() {
      for (const one of [desk, ...beside]) one.close();
      await saved.close();
      await holds.close();
    },
  };
}
