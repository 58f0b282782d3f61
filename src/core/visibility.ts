/** Which sessions a credential may see, beside what its role says (docs/api.md, "Credentials"). */

/** Each condition narrows; both must hold. */
export interface Visibility {
  /** The channels whose sessions are visible; `null`: all. */
  channels: readonly string[] | null;
  /** The agents whose sessions are visible; `null`: everybody's, and those that nobody has. */
  agentIds: readonly string[] | null;
}

/** The fields of a session that decide who sees it. */
export interface Owned {
  channel: string;
  /** The agent who has it, or had it last. */
  agentId: string | null;
  /** The offer that an agent has not answered yet. */
  offer: { agentId: string } | null;
}

export const seesAll = ({ channels, agentIds }: Visibility): boolean =>
  channels === null && agentIds === null;

/** Whether a channel is among those that are visible. */
export const coversChannel = (channels: Visibility['channels'], channel: string): boolean =>
  channels === null || channels.includes(channel);

/** Whether a session is an agent's own: one it has, had last, or is offered. */
export const isOwn = (agentId: string, session: Omit<Owned, 'channel'>): boolean =>
  session.agentId === agentId || session.offer?.agentId === agentId;

/** Whether a session is visible. */
export const isVisible = ({ channels, agentIds }: Visibility, session: Owned): boolean =>
  coversChannel(channels, session.channel) &&
  (agentIds === null || agentIds.some((agentId) => isOwn(agentId, session)));
