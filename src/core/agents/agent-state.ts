import type { Presence } from '../event.ts';

/** An agent at the moment of the search. */
export interface AgentState {
  agentId: string;
  presence: Presence;
  skills: string[];
  /** Empty: all channels. */
  channels: string[];
  capacity: number;
  /** Sessions held: served, ringing, on hold or being reserved. */
  active: number;
  /** When the last session left or the agent came online, whichever is later. */
  idleSinceMs: number;
  lastAssignedAtMs: number | null;
}
