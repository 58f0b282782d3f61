import { execa, ExecaError } from 'execa';
import { guardProcess, unguardProcess } from '../processes/guard.ts';

export interface ToolRun {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly timeoutSeconds?: number;
  /** Stops the tool when the start is called off. */
  readonly cancelSignal?: AbortSignal | undefined;
  /** Called with each line of its output as it comes. */
  readonly onLine?: (line: string) => void;
}

export type ToolResult =
  { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string };

/**
 * Runs a program of the machine to its end, output and errors together.
 *
 * @returns its output, or why it failed: "go is not installed", or the last line it wrote
 */
export async function runTool(
  command: string,
  args: readonly string[],
  run: ToolRun = {},
): Promise<ToolResult> {
  try {
    const child = execa(command, args, {
      all: true,
      stdin: 'ignore',
      ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
      ...(run.env === undefined ? {} : { env: run.env }),
      ...(run.timeoutSeconds === undefined ? {} : { timeout: run.timeoutSeconds * 1000 }),
      ...(run.cancelSignal === undefined ? {} : { cancelSignal: run.cancelSignal }),
    });
    const { pid } = child;
    if (pid !== undefined) {
      guardProcess(pid);
      child.once('exit', () => {
        unguardProcess(pid);
      });
    }
    if (run.onLine) {
      for await (const line of child.iterable({ from: 'all' })) run.onLine(line);
    }
    const { all } = await child;
    return { ok: true, output: all };
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    return { ok: false, reason: whyItFailed(command, error) };
  }
}

function whyItFailed(
  command: string,
  error: Pick<ExecaError, 'code' | 'timedOut' | 'isCanceled' | 'shortMessage'> & { all?: unknown },
): string {
  if (error.code === 'ENOENT') return `${command} is not installed`;
  if (error.timedOut) return `${command} took too long`;
  if (error.isCanceled) return `${command} was called off`;
  const lines = (typeof error.all === 'string' ? error.all : '').trimEnd().split('\n');
  return lines.at(-1) || error.shortMessage;
}
