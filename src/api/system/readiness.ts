import { temporalTrouble } from '../../client/health.ts';
import { CLOCK_LIMIT_MS, CLOCK_WARNING_MS, clockAheadMs } from '../../store/clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { within } from '../../store/in-time.ts';

export interface DependencyState {
  ready: boolean;
  /** One sentence when there is something to say. */
  detail: string | null;
}

export interface Readiness {
  ready: boolean;
  dependencies: Record<'temporal' | 'mongodb' | 'clock', DependencyState>;
}

const fine: DependencyState = { ready: true, detail: null };
const away = (detail: string): DependencyState => ({ ready: false, detail });

function clockState(aheadMs: number): DependencyState {
  const off = Math.abs(aheadMs);
  if (off <= CLOCK_WARNING_MS) return fine;
  const seconds = (off / 1000).toFixed(0);
  const direction = aheadMs > 0 ? 'ahead of' : 'behind';
  const detail = `This host's clock is ${seconds} seconds ${direction} the database's.`;
  return { ready: off <= CLOCK_LIMIT_MS, detail };
}

async function databaseStates({ models }: Dependencies): Promise<{
  mongodb: DependencyState;
  clock: DependencyState;
}> {
  try {
    return { mongodb: fine, clock: clockState(await within(clockAheadMs(models.connection))) };
  } catch {
    return {
      mongodb: away('MongoDB cannot be reached, or gave no answer in time.'),
      clock: away('The clock cannot be compared without MongoDB.'),
    };
  }
}

/** Asks every dependency, each for three seconds at most. */
export async function readiness(dependencies: Dependencies): Promise<Readiness> {
  const [trouble, database] = await Promise.all([
    temporalTrouble(dependencies.temporal),
    databaseStates(dependencies),
  ]);
  const states = { temporal: trouble === null ? fine : away(trouble), ...database };
  const ready = !dependencies.isStopping() && Object.values(states).every((state) => state.ready);
  return { ready, dependencies: states };
}
