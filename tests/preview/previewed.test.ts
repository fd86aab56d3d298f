import { describe, expect, it } from 'vitest';
import { right, smallPreview, wrong } from './previewed-small.ts';

describe('the preview', () => {
  it('answers from the first good knowledge, and says what the bot says first', async () => {
    const { previewed } = smallPreview(right('un'));
    expect(previewed.conversation()).toBeUndefined();
    await previewed.take();
    expect(previewed.conversation()).toBeDefined();
    expect(previewed.state()).toMatchObject({
      version: 'un',
      errors: [],
      greetings: { direct: expect.stringContaining('<p>Bonjour'), room: expect.stringContaining('<p>') },
    });
  });

  it('begins with knowledge that is wrong, and answers once it is right', async () => {
    const { previewed, files } = smallPreview(wrong);
    await previewed.take();
    expect(previewed.conversation()).toBeUndefined();
    expect(previewed.state()).toMatchObject({
      version: undefined,
      errors: [{ file: 'topics.yaml', line: 3 }],
    });
    files.now = right('un');
    await previewed.take();
    expect(previewed.conversation()).toBeDefined();
    expect(previewed.state()).toMatchObject({ version: 'un', errors: [] });
  });

  it('keeps the last good version while the files are wrong', async () => {
    const { previewed, files } = smallPreview(right('un'));
    await previewed.take();
    files.now = wrong;
    await previewed.take();
    expect(previewed.state()).toMatchObject({ version: 'un', errors: [{ message: 'oups' }] });
    files.now = right('un');
    await previewed.take();
    expect(previewed.state()).toMatchObject({ version: 'un', errors: [] });
    files.now = right('deux');
    await previewed.take();
    expect(previewed.state()).toMatchObject({ version: 'deux', errors: [] });
  });

  it('tells everyone who follows, until they no longer do', async () => {
    const { previewed } = smallPreview(right('un'));
    let told = 0;
    const stop = previewed.onChange(() => {
      told += 1;
    });
    await previewed.take();
    stop();
    await previewed.take();
    expect(told).toBe(1);
  });
});
