import { describe, expect, it, onTestFinished } from 'vitest';
import { runPreview } from '../../src/preview/run.ts';
import { servePreview } from '../../src/preview/server.ts';
import { knowledgeWith } from '../knowledge/fixture.ts';
import { right, smallPreview } from './previewed-small.ts';

describe('npm run preview', () => {
  it.each(['abc', '0', '70000', '1.5', '-1'])('does not take « %s » for a port', async (port) => {
    const { previewed } = smallPreview(right('un'));
    await expect(runPreview(previewed, knowledgeWith(), port)).rejects.toThrow(
      `« ${port} » n’est pas un port`,
    );
  });

  it('says that the port that was asked for is taken', async () => {
    const { previewed } = smallPreview(right('un'));
    const other = await servePreview(previewed, 0);
    onTestFinished(() => other.close());
    const { port } = new URL(other.url);
    await expect(runPreview(previewed, knowledgeWith(), port)).rejects.toThrow(
      `Le port ${port} n’est pas libre`,
    );
  });
});
