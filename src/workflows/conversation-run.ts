/** A conversation at run time: its session, what is still to be done, and the one way anything changes. */

import { log, setCurrentDetails } from '@temporalio/workflow';
import { decide, type Decision } from '../core/decide.ts';
import type { Effect } from '../core/effect.ts';
import type { MessageIdentity, SessionEvent, SignalEvent } from '../core/event.ts';
import type { Refusal } from '../core/refusal.ts';
import { keptMessage, type KeptMessage, type Session } from '../core/session.ts';
import type { LedgerEntry } from './ledger.ts';
import type { ConversationInput } from '../contract/messages.ts';
import { collect, emptyOutbox, project, type Outbox } from './outbox.ts';
import { currentDetails, decisionLine } from './details.ts';

/** The state that continue-as-new hands to the next run, as plain JSON. */
export interface Carried {
  session: Session | null;
  held: SignalEvent[];
  outbox: Outbox;
  ledger: LedgerEntry[];
  setAside: string[];
  lastDecisions: string[];
  savesOrdinarily: boolean;
  /** The search attributes last set, so that a new run sets them again only when they changed. */
  shownAttributes: string;
}

const NOTES_KEPT = 20;
const DECISIONS_SHOWN = 8;

export class Runtime {
  readonly input: ConversationInput;
  session: Session | null;
  /** Signals that arrived before the session opened. */
  held: SignalEvent[];
  outbox: Outbox;
  ledger: LedgerEntry[];
  /** Poisoned signals and effects, noted. */
  setAside: string[];
  lastDecisions: string[];
  /** A local save failed; saves are ordinary activities until one succeeds. */
  savesOrdinarily: boolean;
  shownAttributes: string;
  /** Where in the outbox something is being performed now. */
  readonly performing = new Set<keyof Outbox>();
  /** The run is about to continue as new: whoever waits for a verdict must ask again. */
  draining = false;
  /** Nothing is held for the opening any more. */
  openingOver: boolean;
  /** Messages of this run that an earlier session already kept. */
  keptEarlier: Record<string, KeptMessage> = {};
  private readonly verdicts = new Map<string, 'assigned' | 'agent_unavailable'>();

  constructor(input: ConversationInput, carried: Carried | null) {
    this.input = input;
    this.session = carried?.session ?? null;
    this.held = carried?.held ?? [];
    this.outbox = carried?.outbox ?? emptyOutbox();
    this.ledger = carried?.ledger ?? [];
    this.setAside = carried?.setAside ?? [];
    this.lastDecisions = carried?.lastDecisions ?? [];
    this.savesOrdinarily = carried?.savesOrdinarily ?? false;
    this.shownAttributes = carried?.shownAttributes ?? '';
    this.openingOver = this.session !== null;
    this.show();
  }

  carried(): Carried {
    const { session, held, outbox, ledger, setAside, lastDecisions } = this;
    const { savesOrdinarily, shownAttributes } = this;
    return {
      session,
      held,
      outbox,
      ledger,
      setAside,
      lastDecisions,
      savesOrdinarily,
      shownAttributes,
    };
  }

  /** Computes the session's answer without applying it. */
  consider(session: Session, event: SessionEvent): Decision {
    return decide(session, event, Date.now());
  }

  /**
   * Applies an event to the open session. An event that the rules cannot digest is set aside: it must not fail the
   * run, nor change anything.
   */
  apply(event: SessionEvent): Refusal | null {
    if (!this.session) return null;
    try {
      const decision = this.consider(this.session, event);
      if (!decision.accepted) return decision.refusal;
      this.adopt(decision.session, decision.effects, identityOf(event));
    } catch (error) {
      this.note(`${event.type} could not be applied: ${String(error)}`);
    }
    return null;
  }

  /** Makes a decision's outcome the present. */
  adopt(session: Session, effects: Effect[], identity: MessageIdentity | null): void {
    const changed = session !== this.session;
    const first = this.outbox.records.length;
    const asked = this.session?.id ?? session.id;
    for (const { number, outcome } of collect(this.outbox, effects, identity)) {
      this.verdicts.set(`${asked}#${String(number)}`, outcome);
    }
    this.session = session;
    if (changed) project(this.outbox, session);
    const lines = this.outbox.records.slice(first).map(decisionLine);
    this.lastDecisions = [...this.lastDecisions, ...lines.filter((line) => line !== null)].slice(
      -DECISIONS_SHOWN,
    );
    this.show();
  }

  /** The conversation's current details in the Temporal UI; setting them costs no event. */
  private show(): void {
    const { summary } = this.input;
    const { session, lastDecisions } = this;
    setCurrentDetails(session ? currentDetails(summary, session, lastDecisions) : summary);
  }

  /** Notes what was set aside, where an engineer looks. */
  note(what: string): void {
    log.warn('set aside', { what });
    this.setAside = [...this.setAside, `${new Date().toISOString()} ${what}`].slice(-NOTES_KEPT);
  }

  verdict(sessionId: string, number: number): 'assigned' | 'agent_unavailable' | null {
    return this.verdicts.get(`${sessionId}#${String(number)}`) ?? null;
  }

  /** Where a message landed, in this session or an earlier one. */
  kept(messageKey: string): KeptMessage | null {
    const own = this.session && keptMessage(this.session, messageKey);
    return own ?? this.keptEarlier[messageKey] ?? null;
  }
}

const identityOf = (event: SessionEvent): MessageIdentity | null =>
  event.type === 'customerMessage' || event.type === 'reply' ? event : null;
