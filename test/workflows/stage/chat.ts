/** One customer's conversation, as the API drives it. */

import type { WorkflowHandle } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { askLive, receipt, type ReceiptAnswer } from '../../../src/client/ask.ts';
import { command, type Verdict } from '../../../src/client/command.ts';
import { deliver, signalConversation } from '../../../src/client/deliver.ts';
import {
  conversationWorkflowId,
  messageDigest,
  messageKey,
  newSessionId,
} from '../../../src/client/identity.ts';
import type { Temporal } from '../../../src/client/temporal.ts';
import type { CustomerMessage, Giver, Order, Reply } from '../../../src/core/event.ts';
import type { Live } from '../../../src/contract/messages.ts';
import { until } from '../../support/until.ts';

type Started = temporal.api.history.v1.IWorkflowExecutionStartedEventAttributes;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

export class Chat {
  readonly temporal: Temporal;
  readonly conversationId: string;
  readonly channel = 'web';
  readonly now: () => Promise<number>;
  private written = 0;

  constructor(temporal: Temporal, conversationId: string, now: () => Promise<number>) {
    this.temporal = temporal;
    this.conversationId = conversationId;
    this.now = now;
  }

  get workflowId(): string {
    return conversationWorkflowId(this.conversationId);
  }

  get handle(): WorkflowHandle {
    return this.temporal.client.workflow.getHandle(this.workflowId);
  }

  /** A customer's message as the API makes one of it. */
  async message(text: string, change: Partial<CustomerMessage> = {}): Promise<CustomerMessage> {
    const atMs = await this.now();
    this.written += 1;
    const messageId = change.messageId ?? `m${String(this.written)}`;
    return {
      type: 'customerMessage',
      atMs,
      messageId,
      messageKey: messageKey(messageId),
      digest: messageDigest({ type: 'customer' }, 'public', text),
      text,
      newSessionId: newSessionId(this.conversationId, atMs),
      customer: { id: 'c_1', name: 'Ada Fictive' },
      roomId: null,
      orderIds: [],
      attributes: {},
      ...change,
    };
  }

  async say(text: string, change: Partial<CustomerMessage> = {}): Promise<CustomerMessage> {
    const event = await this.message(text, change);
    await this.give(event);
    return event;
  }

  async give(event: CustomerMessage): Promise<void> {
    const { conversationId, channel } = this;
    await deliver(this.temporal, { conversationId, channel, event });
  }

  async receipt(messageId: string): Promise<ReceiptAnswer> {
    const request = { messageKey: messageKey(messageId), newSessionId: null };
    return receipt(this.temporal, this.conversationId, request);
  }

  /** Gives a command to the session that is the latest now. */
  async command(
    given: Order,
    { idempotencyKey = null, body = given, sessionId, giver = ADMIN }: CommandOptions = {},
  ): Promise<Verdict> {
    return command(this.temporal, {
      conversationId: this.conversationId,
      sessionId: sessionId ?? (await this.session()).id,
      command: given,
      giver,
      who: 'tester',
      route: `POST ${given.type}`,
      idempotencyKey,
      body,
    });
  }

  async reply(agentId: string, text: string, options: CommandOptions = {}): Promise<Verdict> {
    return this.command(await this.replyOf(agentId, text), options);
  }

  async replyOf(agentId: string, text: string): Promise<Reply> {
    this.written += 1;
    const messageId = `r${String(this.written)}`;
    const author = { type: 'agent', id: agentId } as const;
    return {
      type: 'reply',
      atMs: await this.now(),
      messageId,
      messageKey: messageKey(messageId),
      digest: messageDigest(author, 'public', text),
      author,
      visibility: 'public',
      text,
      outbound: true,
    };
  }

  /** @throws when no run is open */
  async live(): Promise<Live> {
    const answer = await askLive(this.temporal, this.conversationId);
    if (!answer) throw new Error(`No workflow of ${this.conversationId} runs`);
    return answer.live;
  }

  /** The session, once there is one. */
  async session(): Promise<NonNullable<Live['session']>> {
    return until('a session is there', async () => (await this.live()).session);
  }

  /** Waits until the live session shows something. */
  async shows(what: string, test: (live: Live) => boolean): Promise<Live> {
    const look = async () => {
      const live = await this.live();
      return test(live) && live;
    };
    return until(what, look);
  }

  async servedBy(agentId: string): Promise<Live> {
    return this.shows(`${agentId} serves`, ({ session }) => session?.agentId === agentId);
  }

  /** Waits until nothing is queued any more. */
  async quiet(): Promise<Live> {
    const idle = ({ held, outbox }: Live) =>
      held === 0 && Object.values(outbox).every((count) => count === 0);
    return this.shows('nothing is queued', idle);
  }

  async isRunning(): Promise<boolean> {
    return (await this.handle.describe()).status.name === 'RUNNING';
  }

  /** Waits until the latest run has completed. */
  async over(): Promise<void> {
    const look = async () => {
      const { name } = (await this.handle.describe()).status;
      if (name !== 'RUNNING' && name !== 'COMPLETED') throw new Error(`The run is ${name}`);
      return name === 'COMPLETED';
    };
    await until('the run completed', look);
  }

  /** Tells the session something about an agent it does not know: an event in history, and nothing else. */
  async murmur(times: number, atOnce = 50): Promise<void> {
    const event = {
      type: 'agentPresence',
      agentId: 'nobody',
      presence: 'online',
      sinceMs: 0,
    } as const;
    const { temporal, conversationId } = this;
    for (let left = times; left > 0; left -= atOnce) {
      const some = Array.from({ length: Math.min(atOnce, left) });
      await Promise.all(some.map(() => signalConversation(temporal, conversationId, event)));
    }
  }

  /** Every run of the latest session's chain, the first one first. */
  async runIds(): Promise<string[]> {
    const runIds: string[] = [];
    let runId = (await this.handle.describe()).runId;
    while (runId !== '') {
      runIds.unshift(runId);
      const started = await this.started(runId);
      runId = started.continuedExecutionRunId ?? '';
    }
    return runIds;
  }

  /** How a run began; a long history is more than one answer may hold. */
  async started(runId: string): Promise<Started> {
    const { history } = await this.temporal.client.workflowService.getWorkflowExecutionHistory({
      namespace: this.temporal.namespace,
      execution: { workflowId: this.workflowId, runId },
      maximumPageSize: 1,
    });
    return history?.events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
  }

  /** The events of one run, the latest when none is named. */
  async history(runId?: string): Promise<HistoryEvent[]> {
    const { workflow } = this.temporal.client;
    const { events } = await workflow.getHandle(this.workflowId, runId).fetchHistory();
    return events ?? [];
  }
}

const ADMIN: Giver = { agentId: null, role: 'admin' };

export interface CommandOptions {
  giver?: Giver;
  idempotencyKey?: string | null;
  body?: unknown;
  sessionId?: string;
}
