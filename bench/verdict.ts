/** Faults found by a bench that is evidence. */

export interface Verdict {
  /** Notes a finding unless it is what it should be. */
  expect(ok: boolean, finding: string): void;
  /** Prints all findings, or that there are none, and makes the process fail for them. */
  give(): void;
}

const FINDINGS_SHOWN = 20;

export function openVerdict(): Verdict {
  const findings: string[] = [];
  return {
    expect(ok, finding) {
      if (!ok) findings.push(finding);
    },
    give() {
      for (const finding of findings.slice(0, FINDINGS_SHOWN)) console.log(`WRONG: ${finding}`);
      console.log(findings.length === 0 ? 'nothing wrong' : `${String(findings.length)} wrong`);
      if (findings.length > 0) process.exitCode = 1;
    },
  };
}
