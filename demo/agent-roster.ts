import { createHash } from 'node:crypto';
import type { ApiClient } from './api-client.ts';
import { DESK_AGENTS } from './rules.ts';

/** Nobody of the demo is ever full: what it shows are clocks, not the queue. */
const CAPACITY = 1000;

/** A presence is kept by a beat every ten seconds. */
const BEAT_MS = 10_000;

/**
 * The ID of the agent with a name: readable, safe in a path, and different for different names.
 *
 * @param name as the transcript has it, any characters
 */
export function agentIdOf(name: string): string {
  const readable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
  // Names may differ in case, in marks or in a script that leaves nothing readable.
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return readable === '' ? `demo-${digest}` : `demo-${readable}-${digest}`;
}

/** The demo's agents: created when they first speak, online from then on. */
export class AgentRoster {
  readonly #api: ApiClient;
  readonly #channel: string;
  readonly #known = new Map<string, Promise<string>>();
  readonly #names = new Map<string, string>();
  readonly #online = new Set<string>();
  #beating: NodeJS.Timeout | null = null;

  constructor(api: ApiClient, channel: string) {
    this.#api = api;
    this.#channel = channel;
  }

  /** The name behind an ID, or the ID itself. */
  nameOf(agentId: string): string {
    return this.#names.get(agentId) ?? agentId;
  }

  /** Brings the desk online, so that there is always somebody to serve, and begins the beat. */
  async open(): Promise<void> {
    for (let number = 1; number <= DESK_AGENTS; number += 1) {
      await this.agentId(`Front desk ${number}`);
    }
    this.#beating = setInterval(() => {
      for (const id of this.#online) void this.#beOnline(id).catch(() => undefined);
    }, BEAT_MS);
  }

  /** The agent of that name, created and brought online the first time. */
  agentId(name: string): Promise<string> {
    let id = this.#known.get(name);
    if (!id) {
      id = this.#create(name);
      this.#known.set(name, id);
    }
    return id;
  }

  /** Ends the beat and sends everybody home, so that no later session of the channel rings at them. */
  async close(): Promise<void> {
    if (this.#beating) clearInterval(this.#beating);
    for (const id of this.#online) {
      await this.#api.send({
        method: 'PUT',
        path: `/v1/agents/${id}/presence`,
        body: { presence: 'offline' },
      });
    }
  }

  async #create(name: string): Promise<string> {
    const id = agentIdOf(name);
    this.#names.set(id, name);
    const card = {
      name,
      email: `${id}@demo.example`,
      skills: [],
      channels: [this.#channel],
      capacity: CAPACITY,
    };
    const created = await this.#api.require(
      { method: 'POST', path: '/v1/agents', body: { id, ...card } },
      [409],
    );
    // There since an earlier run; it may have been changed since.
    if (created.status === 409) {
      await this.#api.require({ method: 'PATCH', path: `/v1/agents/${id}`, body: card });
    }
    await this.#beOnline(id);
    this.#online.add(id);
    return id;
  }

  async #beOnline(id: string): Promise<void> {
    await this.#api.require({
      method: 'PUT',
      path: `/v1/agents/${id}/presence`,
      body: { presence: 'online' },
    });
  }
}
