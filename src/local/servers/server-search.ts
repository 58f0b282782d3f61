import type { Progress } from '../progress.ts';

/** What every search for a server needs: where things are kept, who is told, and how it is called off. */
export interface Search {
  readonly cacheDir: string;
  readonly progress: Progress;
  readonly cancelSignal?: AbortSignal | undefined;
}
