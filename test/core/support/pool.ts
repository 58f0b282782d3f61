/** A team of agents as the rules' world: reserves, releases, keeps tickets, and tells what it did. */

import type {
  ReleaseRequest,
  ReservationRequest,
  SearchRequest,
} from '../../../src/core/effect.ts';
import type { Candidate, Presence, SessionEvent } from '../../../src/core/event.ts';

export interface Member {
  presence: Presence | 'removed';
  capacity: number;
  skills: string[];
}

type Ticket = SearchRequest;

const keyOf = ({ sessionId, number }: { sessionId: string; number: number }): string =>
  `${sessionId}#${String(number)}`;

export class Pool {
  readonly members = new Map<string, Member>();
  /** Reservation key to agent. */
  readonly reserved = new Map<string, string>();
  readonly #ended = new Set<string>();
  #tickets: Ticket[] = [];
  readonly #tell: (event: SessionEvent) => void;

  constructor(tell: (event: SessionEvent) => void) {
    this.#tell = tell;
  }

  find(request: SearchRequest): void {
    const candidates = this.#consider(request, request.excluded);
    const free = candidates.filter(({ reason }) => reason === 'free').map((each) => each.agentId);
    const agentId = free.find((id) => id === request.preferredAgentId) ?? free[0];
    if (this.#ended.has(keyOf(request)) || agentId === undefined) {
      if (request.queue && !this.#ended.has(keyOf(request))) this.#tickets.push(request);
      this.#none(request, candidates);
    } else {
      this.#reserve(request, agentId, candidates);
    }
  }

  reserve(request: ReservationRequest): void {
    const reason = this.#obstacle(request.agentId, null, request.beyondCapacity);
    const candidates = [{ agentId: request.agentId, reason: reason ?? 'named' }];
    if (reason !== null || this.#ended.has(keyOf(request))) this.#none(request, candidates);
    else this.#reserve(request, request.agentId, candidates);
  }

  release(request: ReleaseRequest): void {
    const key = keyOf(request);
    const agentId = this.reserved.get(key);
    this.#ended.add(key);
    this.reserved.delete(key);
    this.#tickets = this.#tickets.filter((ticket) => keyOf(ticket) !== key);
    if (agentId !== undefined) this.drain(agentId);
  }

  /** An agent who comes free is given the oldest ticket. */
  drain(agentId: string): void {
    for (const ticket of [...this.#tickets].sort((a, b) => a.placeMs - b.placeMs)) {
      if (this.#obstacle(agentId, ticket.skill, false) !== null) continue;
      this.#tickets = this.#tickets.filter((other) => other !== ticket);
      this.#reserve(ticket, agentId, [{ agentId, reason: 'came free' }]);
    }
  }

  /** How many sessions an agent holds. */
  load(agentId: string): number {
    return [...this.reserved.values()].filter((holder) => holder === agentId).length;
  }

  #consider({ skill }: SearchRequest, excluded: Candidate[]): Candidate[] {
    return [...this.members.keys()].sort().map((agentId) => ({
      agentId,
      reason:
        excluded.find((each) => each.agentId === agentId)?.reason ??
        this.#obstacle(agentId, skill, false) ??
        'free',
    }));
  }

  #obstacle(agentId: string, skill: string | null, beyondCapacity: boolean): string | null {
    const member = this.members.get(agentId);
    if (!member) return 'unknown';
    if (member.presence !== 'online') return member.presence;
    if (skill !== null && !member.skills.includes(skill)) return 'lacks the skill';
    return !beyondCapacity && this.load(agentId) >= member.capacity ? 'at capacity' : null;
  }

  #reserve(
    request: { sessionId: string; number: number },
    agentId: string,
    candidates: Candidate[],
  ): void {
    const { sessionId, number } = request;
    this.reserved.set(keyOf(request), agentId);
    this.#tell({ type: 'agentFound', sessionId, number, agentId, candidates });
  }

  #none(
    { sessionId, number }: { sessionId: string; number: number },
    candidates: Candidate[],
  ): void {
    this.#tell({ type: 'noAgentFound', sessionId, number, candidates });
  }
}
