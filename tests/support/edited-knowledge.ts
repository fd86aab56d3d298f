/** A copy of the real knowledge, edited as an editor would while a bot runs on it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder of its own; `remove` it. */
export class EditedKnowledge {
  readonly directory = mkdtempSync(join(tmpdir(), 'communs-bot-knowledge-'));

  constructor() {
    cpSync(resolve(import.meta.dirname, '../../knowledge'), this.directory, { recursive: true });
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Replaces a text that the file holds exactly once, whatever the change. */
  edit(name: string, from: string, to: string): void {
    const [before = '', after, ...others] = this.read(name).split(from);
    if (after === undefined || others.length > 0)
      throw new Error(`${name} holds ${after === undefined ? 'no' : 'several'} « ${from} »`);
    this.write(name, before + to + after);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
