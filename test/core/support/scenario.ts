/** Tells a session's story: given settings and agents, when this and that happens, then it stands like so. */

import { decide, open, type Decision } from '../../../src/core/decide.ts';
import { deadlines, earliestDeadline, type TimerName } from '../../../src/core/deadline.ts';
import type {
  Effect,
  Notification,
  OutboundMessage,
  RecordType,
  SessionRecord,
} from '../../../src/core/effect.ts';
import type {
  Author,
  CustomerMessage,
  Giver,
  OpeningEvent,
  OpenSession,
  Order,
  Presence,
  Reply,
  SessionEvent,
} from '../../../src/core/event.ts';
import type { Refusal } from '../../../src/core/refusal.ts';
import type { Session } from '../../../src/core/session.ts';
import type { Calendar, PinnedSettings } from '../../../src/core/settings.ts';
import { customerMessage, instantOf, openSession, reply, secondsOf, START_MS } from './events.ts';
import { frozen } from './frozen.ts';
import type { Moment } from './moment.ts';
import { Pool, type Member } from './pool.ts';
import { pinned, type Named } from './settings.ts';

/** More than any story takes. */
const TICKS_LIMIT = 10_000;

/** When the API received a message, if not now. */
interface Received {
  receivedAt?: number;
}

interface World {
  lastAgentId?: string;
  previousSessionId?: string;
  calendar?: Calendar;
}

/** @param named settings other than the defaults; a group that is named is on */
export const given = (named: Named = {}, world: World = {}): Scenario =>
  new Scenario(pinned(named, world.calendar ?? null), world);

export class Scenario {
  nowMs = START_MS;
  /** Sees every event that was accepted. */
  watch: ((moment: Moment) => void) | null = null;
  /** Why the latest command was refused. */
  refusal: Refusal | null = null;
  readonly records: { sessionId: string; record: SessionRecord }[] = [];
  readonly notifications: Notification[] = [];
  readonly sent: OutboundMessage[] = [];
  readonly verdicts: string[] = [];
  readonly effects: Effect[] = [];
  /** What the world will tell the session, when it is slow. */
  readonly news: SessionEvent[] = [];
  readonly pool = new Pool((event) => this.news.push(event));
  readonly #world: World;
  #settings: PinnedSettings;
  #session: Session | null = null;
  #slow = false;
  #counter = 0;

  constructor(settings: PinnedSettings, world: World) {
    this.#settings = settings;
    this.#world = world;
  }

  get session(): Session {
    if (!this.#session) throw new Error('Nobody has made contact yet.');
    return this.#session;
  }

  get status(): string {
    return this.session.status;
  }

  get agentId(): string | null {
    return this.session.serving?.agentId ?? null;
  }

  /** Timers armed, with the second each is due. */
  get timers(): Partial<Record<TimerName, number>> {
    return Object.fromEntries(
      deadlines(this.session).map(({ name, dueAtMs }) => [name, secondsOf(dueAtMs)]),
    );
  }

  /** Types of everything numbered, all sessions, in order. */
  get log(): RecordType[] {
    return this.records.map(({ record }) => record.type);
  }

  /** Records of a type, the earliest first. */
  logged(type: RecordType): SessionRecord[] {
    return this.records.map(({ record }) => record).filter((record) => record.type === type);
  }

  /** Who was notified of what. */
  notified(kind: Notification['kind']): string[] {
    return this.notifications
      .filter((notification) => notification.kind === kind)
      .map(({ to }) => (to === 'supervisors' ? to : to.agentId));
  }

  /** Agents who are online and can take one session, or as many as said. */
  agents(...ids: string[]): this {
    for (const id of ids) this.agent(id);
    return this;
  }

  agent(
    id: string,
    { presence = 'online', capacity = 1, skills = [] }: Partial<Member> = {},
  ): this {
    this.pool.members.set(id, { presence, capacity, skills });
    this.pool.drain(id);
    return this.#settle();
  }

  settingsBecome(named: Named): this {
    this.#settings = pinned(named, this.#settings.calendar, this.#settings.version + 1);
    return this;
  }

  /** The world answers only when it is told to. */
  slowly(): this {
    this.#slow = true;
    return this;
  }

  worldAnswers(): this {
    this.#slow = false;
    return this.#settle();
  }

  /** The clock goes on; each timer fires at its instant. */
  after(seconds: number): this {
    return this.at(secondsOf(this.nowMs) + seconds);
  }

  at(seconds: number): this {
    const untilMs = instantOf(seconds);
    for (let ticks = 0; ; ticks += 1) {
      const next = this.#session && earliestDeadline(this.#session);
      if (!next || next.dueAtMs > untilMs) break;
      if (ticks > TICKS_LIMIT) throw new Error(`${next.name} fires without end.`);
      this.nowMs = Math.max(this.nowMs, next.dueAtMs);
      this.happens({ type: 'tick' });
    }
    this.nowMs = untilMs;
    return this;
  }

  /** The workers are down meanwhile: the clock goes on, and no timer fires. */
  outage(seconds: number): this {
    this.nowMs += seconds * 1000;
    return this;
  }

  workerReturns(): this {
    return this.happens({ type: 'tick' });
  }

  customerWrites(input: Partial<CustomerMessage> & Received = {}): this {
    const { receivedAt, ...rest } = input;
    const messageId = this.#next('m');
    const newSessionId = this.#next('s');
    const atMs = this.#received(receivedAt);
    return this.happens(customerMessage({ messageId, newSessionId, atMs, ...rest }));
  }

  /** A session is asked for without a message. */
  opens(input: Partial<OpenSession> = {}): this {
    return this.happens(openSession({ newSessionId: this.#next('s'), atMs: this.nowMs, ...input }));
  }

  agentWrites(agentId: string, input: Partial<Reply> & Received = {}): this {
    return this.writes({ type: 'agent', id: agentId }, input);
  }

  writes(author: Author, input: Partial<Reply> & Received = {}): this {
    const { receivedAt, ...rest } = input;
    const messageId = this.#next('m');
    return this.gives(reply(author, { messageId, atMs: this.#received(receivedAt), ...rest }));
  }

  #received = (seconds: number | undefined): number =>
    seconds === undefined ? this.nowMs : instantOf(seconds);

  accepts = (agentId: string): this => this.gives({ type: 'accept', agentId });
  declines = (agentId: string): this => this.gives({ type: 'decline', agentId, reason: null });
  assigns = (agentId: string): this =>
    this.gives({ type: 'assign', agentId, by: 'supervisor s_1', takeover: false });
  takesOver = (agentId: string): this =>
    this.gives({ type: 'assign', agentId, by: agentId, takeover: true });
  transfersTo = (agentId: string): this =>
    this.gives({ type: 'transfer', to: { agentId }, by: 'a_1', reason: null });
  transfersToSkill = (skill: string): this =>
    this.gives({ type: 'transfer', to: { skill }, by: 'a_1', reason: null });
  holds = (untilSeconds: number): this =>
    this.gives({ type: 'hold', untilMs: instantOf(untilSeconds), by: 'a_1' });
  resumes = (): this => this.gives({ type: 'resume', by: 'a_1' });
  ends = (by: 'agent' | 'customer' | 'admin' = 'agent'): this =>
    this.gives({ type: 'end', by, id: null, note: null });

  presence(agentId: string, presence: Presence | 'removed', sinceSeconds?: number): this {
    const sinceMs = sinceSeconds === undefined ? this.nowMs : instantOf(sinceSeconds);
    const member = this.pool.members.get(agentId);
    if (member) member.presence = presence;
    if (this.#session) this.happens({ type: 'agentPresence', agentId, presence, sinceMs });
    if (presence === 'online') this.pool.drain(agentId);
    return this.#settle();
  }

  /** An order by the admin, whom everything is allowed, or by somebody else. */
  gives = (order: Order, giver: Giver = { agentId: null, role: 'admin' }): this =>
    this.happens({ ...order, giver });

  /** Whatever happens; the session handed to the rules can not be written on. */
  happens(event: SessionEvent): this {
    const { nowMs } = this;
    const before = this.#session;
    const decision = before ? decide(before, frozen(event), nowMs) : this.#open(event);
    this.refusal = decision.accepted ? null : decision.refusal;
    if (!decision.accepted) return this;
    const { session: after, effects } = decision;
    this.#session = frozen(after);
    this.effects.push(...effects);
    for (const effect of effects) this.#perform(effect);
    this.watch?.({ before, event, after, effects, nowMs });
    return this.#settle();
  }

  #open(event: SessionEvent): Decision {
    const { lastAgentId = null, previousSessionId = null } = this.#world;
    const facts = { settings: this.#settings, previousSessionId, lastAgentId, kept: {} };
    const conversation = { conversationId: 'conversation', channel: 'web' };
    const opening = frozen(event as OpeningEvent);
    return { accepted: true, ...open(conversation, frozen(facts), opening, this.nowMs) };
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'record':
        this.records.push({ sessionId: effect.sessionId, record: effect.record });
        break;
      case 'send':
        this.sent.push(effect.message);
        this.records.push({ sessionId: effect.message.sessionId, record: effect.message.record });
        break;
      case 'notify':
        this.notifications.push(effect.notification);
        break;
      case 'verdict':
        this.verdicts.push(effect.outcome);
        break;
      case 'findAgent':
        this.pool.find(effect.request);
        break;
      case 'reserveAgent':
        this.pool.reserve(effect.request);
        break;
      case 'releaseAgent':
        this.pool.release(effect.request);
        break;
      case 'loadSettings':
        this.news.push({
          type: 'settingsLoaded',
          sessionId: effect.sessionId,
          settings: this.#settings,
        });
        break;
      case 'extendCalendar':
      case 'recordAccept':
        break;
    }
  }

  #settle(): this {
    while (!this.#slow && this.#session) {
      const event = this.news.shift();
      if (!event) break;
      this.happens(event);
    }
    return this;
  }

  #next(prefix: string): string {
    this.#counter += 1;
    return `${prefix}_${String(this.#counter)}`;
  }
}
