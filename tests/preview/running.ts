/** The program, previewing a folder, as an editor starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A running preview. */
export interface RunningPreview {
  readonly url: string;
  /** Ends it as Ctrl+C does; gives the exit status. */
  stop(): Promise<number | null>;
}

/** Starts it in that folder, whose `.env` counts, and waits for its address. */
export async function startPreview(knowledge: string, folder: string): Promise<RunningPreview> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [resolve('src/main.ts'), 'preview'], {
    cwd: folder,
    env: { PATH, BOT_KNOWLEDGE_DIR: knowledge },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(60_000) });
  const url = /http:\S+/.exec(String(line))?.[0];
  if (url === undefined) throw new Error(`the preview says « ${line} »`);
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      const [status] = await exited;
      return status;
    },
  };
}
