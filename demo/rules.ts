/** Hops of one wait; the demo keeps more agents at the desk than that, so a candidate is always left. */
export const MAX_HOPS = 3;

/** Agents who are online from the start, so that every session is served at once. */
export const DESK_AGENTS = MAX_HOPS + 2;

/** The durations asked for, in seconds of transcript time. */
export interface WantedRules {
  limitSeconds: number;
  warningSeconds: number;
  reassignSeconds: number;
  autoCloseSeconds: number;
}

/** Durations as the API is given them: whole real seconds. */
export type ScaledRules = WantedRules;

/** The scaled durations in transcript time, and how the demo ends sessions that nobody ends. */
export interface ReplayRules extends WantedRules {
  maxHops: number;
  /** A customer who still waits this long after the transcript's last message is given up, and the session ended. */
  endAfterSeconds: number;
}

const wholeSeconds = (transcriptSeconds: number, speed: number): number =>
  Math.max(1, Math.round(transcriptSeconds / speed));

/**
 * Turns durations of transcript time into the whole real seconds that the API takes.
 *
 * @param speed transcript seconds that pass in one real second
 */
export function scaleRules(wanted: WantedRules, speed: number): ScaledRules {
  const limitSeconds = wholeSeconds(wanted.limitSeconds, speed);
  // A warning must come before its deadline; where a second is too coarse for that there is none.
  const warningSeconds =
    wanted.warningSeconds === 0
      ? 0
      : Math.min(wholeSeconds(wanted.warningSeconds, speed), limitSeconds - 1);
  return {
    limitSeconds,
    warningSeconds,
    reassignSeconds: wholeSeconds(wanted.reassignSeconds, speed),
    autoCloseSeconds: wholeSeconds(wanted.autoCloseSeconds, speed),
  };
}

/**
 * The scaled rules back in transcript time, which is what the replay really runs under.
 *
 * @param marginSeconds real seconds that the system may take to serve a session or to fire a timer
 */
export function replayRules(
  scaled: ScaledRules,
  speed: number,
  marginSeconds: number,
): ReplayRules {
  // Long enough for the warning, the deadline and every hop to have happened, whatever the delays.
  const endAfterRealSeconds =
    Math.max(scaled.limitSeconds, MAX_HOPS * (scaled.reassignSeconds + marginSeconds)) +
    2 * marginSeconds +
    1;
  return {
    limitSeconds: scaled.limitSeconds * speed,
    warningSeconds: scaled.warningSeconds * speed,
    reassignSeconds: scaled.reassignSeconds * speed,
    autoCloseSeconds: scaled.autoCloseSeconds * speed,
    maxHops: MAX_HOPS,
    endAfterSeconds: endAfterRealSeconds * speed,
  };
}

/** The overrides of the demo's channel: every group that has a timer, so that no default interferes. */
export function channelOverrides(scaled: ScaledRules): Record<string, unknown> {
  return {
    reception: { mode: 'automatic' },
    response: {
      enabled: true,
      limitSeconds: scaled.limitSeconds,
      warningSeconds: scaled.warningSeconds,
    },
    reassignment: { enabled: true, afterSeconds: scaled.reassignSeconds, maxHops: MAX_HOPS },
    autoClose: {
      enabled: true,
      afterSeconds: scaled.autoCloseSeconds,
      message: 'We close this chat for now. Write again any time, and we go on from here.',
      reminders: [],
    },
    queue: { maxWaitSeconds: 0 },
    businessHours: null,
  };
}

/** Says, a line a duration, what the API was given and what it means in the transcripts' own time. */
export function describeRules(wanted: WantedRules, scaled: ScaledRules, speed: number): string[] {
  const line = (name: string, key: keyof WantedRules): string => {
    const meant = scaled[key] * speed;
    const differs = meant === wanted[key] ? '' : `, for the ${wanted[key]} s asked for`;
    return `  ${name.padEnd(22)}${String(scaled[key]).padStart(6)} s real = ${meant} s of transcript time${differs}`;
  };
  return [
    line('response limit', 'limitSeconds'),
    line('warning before it', 'warningSeconds'),
    line('reassignment after', 'reassignSeconds'),
    line('auto-close after', 'autoCloseSeconds'),
  ];
}
