import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('README.md shows what the program really answers, and its commands', () => {
  const { status, stderr } = spawnSync('node', ['scripts/readme.ts', '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
