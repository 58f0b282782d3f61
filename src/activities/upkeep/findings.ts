/** Findings of the upkeep: reported by every run, counted and logged once. */

import type { Finding, UpkeepOptions, UpkeepReport } from '../../contract/upkeep.ts';
import { keepFinding } from '../../store/upkeep/findings.ts';
import type { UpkeepContext } from './context.ts';

/** A workflow's result is read by people. */
const LISTED = 50;

export class Findings {
  readonly #context: UpkeepContext;
  readonly #dryRun: boolean;
  readonly #report: UpkeepReport = { findings: [], counts: {}, unclear: 0 };

  constructor(context: UpkeepContext, { dryRun }: UpkeepOptions) {
    this.#context = context;
    this.#dryRun = dryRun;
  }

  get report(): UpkeepReport {
    return this.#report;
  }

  /** Counts something that could not be told. */
  unclear(): void {
    this.#report.unclear += 1;
  }

  /**
   * Notes a finding, and mends it unless this is a dry run.
   *
   * @param mend resolves to false when it could not be mended after all; `null` when nothing can be done
   */
  async add(found: Omit<Finding, 'mended'>, mend: (() => Promise<unknown>) | null): Promise<void> {
    const mended = mend !== null && !this.#dryRun && (await mend()) !== false;
    const finding = { ...found, mended };
    const { counts, findings } = this.#report;
    counts[found.kind] = (counts[found.kind] ?? 0) + 1;
    if (findings.length < LISTED) findings.push(finding);
    if (this.#dryRun || !(await keepFinding(this.#context.models, finding))) return;
    const { kind, sessionId, agentId, number } = finding;
    this.#context.count(kind);
    this.#context.log.warn({ kind, sessionId, agentId, number, mended }, found.detail);
  }
}
