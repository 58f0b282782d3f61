/** Activities of the scheduled workflows, and what these report. */

/** An agent with room beside a session that waits and that it could serve. */
export interface Suspect {
  agentId: string;
  sessionId: string;
  /** The assignment number of the session's ticket. */
  number: number;
}

/** Kinds of contradiction that should never occur and are looked for all the same (docs/operating.md, "Schedules"). */
export type FindingKind =
  /** A session waited beside an agent with room. */
  | 'missed_wake_up'
  /** An agent held a number that its session does not want. */
  | 'stray_hold'
  /** An agent was reserved and the session was not told. */
  | 'untold_hold'
  /** A session has an agent who does not hold it. */
  | 'missing_hold'
  /** A session has an agent under a number that has ended. */
  | 'ended_hold'
  /** A ticket of a session that does not queue for it. */
  | 'stray_ticket'
  /** A session queues without a ticket. */
  | 'missing_ticket'
  /** A session is open, and its workflow is gone. */
  | 'orphaned_session'
  /** A conversation's run ended in a way no session ends. */
  | 'broken_run';

export interface Finding {
  kind: FindingKind;
  /** Key of the finding within its kind, so that it is counted once. */
  about: string;
  sessionId: string | null;
  agentId: string | null;
  number: number | null;
  /** One sentence. */
  detail: string;
  mended: boolean;
}

export interface UpkeepReport {
  /** The first of them. */
  findings: Finding[];
  /** How many there are of each kind. */
  counts: Partial<Record<FindingKind, number>>;
  /** Cases that could not be told, because a workflow did not answer or time was short: the next run looks again. */
  unclear: number;
}

export interface UpkeepOptions {
  /** Report only. */
  dryRun: boolean;
}

/** Activities that the scheduled workflows call. */
export interface UpkeepActivities {
  /**
   * Sets agents offline whose beats have stopped, and has every change of presence settled that is untold.
   *
   * @returns the agents set offline, and how many changes were passed on
   */
  expirePresence(): Promise<{ expired: string[]; told: number }>;
  /** Agents with room beside a session they could serve: most are being served at this moment. */
  findSuspects(): Promise<Suspect[]>;
  /** Serves those that are suspects still, and counts them. */
  serveSuspects(suspects: Suspect[]): Promise<UpkeepReport>;
  /** Compares what agents hold with what sessions say of themselves, both ways. */
  reconcileHolds(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Compares the queue with what sessions say of themselves, both ways. */
  reconcileTickets(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Reports runs that failed or were terminated. */
  reportBrokenRuns(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Removes graves, findings, rates of the queue, deliveries, kept answers and audit entries that have served their time. */
  clearOld(): Promise<
    Record<'graves' | 'findings' | 'rates' | 'deliveries' | 'answers' | 'audit', number>
  >;
}
