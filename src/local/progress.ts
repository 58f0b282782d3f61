import { styleText } from 'node:util';

/** One piece of work that may take a while. */
export interface Step {
  /** What it is doing now, such as "compiled 312 of 1298 packages". */
  note(detail: string): void;
  /** Ends it well; the text is what stays on the screen. */
  done(text: string): void;
  /** Ends it without a result; the text says what comes next. */
  failed(text: string): void;
}

/** Where the start of the embedded stack says what it is doing. */
export interface Progress {
  step(title: string): Step;
  say(line: string): void;
}

/** For callers that want to hear nothing. */
export const silentProgress: Progress = {
  step: () => ({ note: () => undefined, done: () => undefined, failed: () => undefined }),
  say: () => undefined,
};

/** Shows what is going on for as long as the promise is open. */
export async function underway(
  progress: Progress,
  what: { readonly doing: string; readonly done: string },
  work: Promise<unknown>,
): Promise<void> {
  const step = progress.step(what.doing);
  try {
    await work;
    step.done(what.done);
  } catch (error) {
    step.failed(`${what.doing}: failed`);
    throw error;
  }
}

const quietSeconds = 10;

/** One line for each beginning and end, and a line every ten seconds for what takes longer: for logs and pipes. */
export function lineProgress(write: (line: string) => void): Progress {
  return {
    say: write,
    step(title) {
      const startedMs = Date.now();
      let detail = '';
      write(`${title} ...`);
      const timer = setInterval(() => {
        const suffix = detail === '' ? '' : `: ${detail}`;
        write(`${title} ... ${String(Math.round((Date.now() - startedMs) / 1000))} s${suffix}`);
      }, quietSeconds * 1000).unref();
      const end = (text: string): void => {
        clearInterval(timer);
        write(text);
      };
      return {
        note: (text) => {
          detail = text;
        },
        done: end,
        failed: end,
      };
    },
  };
}

interface Running {
  readonly title: string;
  readonly startedMs: number;
  detail: string;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * A live line at the bottom of the terminal for what is running, finished steps above it.
 * It leaves the terminal's mode alone, so Ctrl-C stays a signal and stops everything in order.
 */
export function terminalProgress(out: NodeJS.WriteStream): Progress {
  const running = new Set<Running>();
  let frame = 0;
  let timer: NodeJS.Timeout | null = null;

  const clear = (): void => {
    out.write('\r\u001b[2K');
  };
  const draw = (): void => {
    if (running.size === 0) return;
    const parts = [...running].map((step) => {
      const seconds = Math.round((Date.now() - step.startedMs) / 1000);
      return `${step.title}${step.detail === '' ? '' : ` (${step.detail})`} ${String(seconds)} s`;
    });
    const mark = frames[frame++ % frames.length] ?? '';
    out.write(`\r\u001b[2K${mark} ${parts.join(' · ').slice(0, (out.columns || 80) - 3)}`);
  };
  const say = (line: string): void => {
    clear();
    out.write(`${line}\n`);
    draw();
  };
  const begin = (step: Running): void => {
    running.add(step);
    timer ??= setInterval(draw, 100).unref();
    draw();
  };
  const end = (step: Running, line: string): void => {
    running.delete(step);
    if (running.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
    say(line);
  };

  return {
    say,
    step(title) {
      const step: Running = { title, startedMs: Date.now(), detail: '' };
      begin(step);
      return {
        note: (text) => {
          step.detail = text;
        },
        done: (text) => {
          end(step, `${styleText('green', '✔')} ${text}`);
        },
        failed: (text) => {
          end(step, `${styleText('yellow', '▲')} ${text}`);
        },
      };
    },
  };
}
