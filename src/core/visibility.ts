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

/** Whether a session is visible. An agent's own are those it has, had last, or is offered. */
export function isVisible(
  { channels, agentIds }: Visibility,
  { channel, agentId, offer }: Owned,
): boolean {
  if (channels !== null && !channels.includes(channel)) return false;
  if (agentIds === null) return true;
  const owners = [agentId, offer?.agentId ?? null];
  return owners.some((id) => id !== null && agentIds.includes(id));
}
