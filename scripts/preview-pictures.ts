/**
 * `npm run preview:pictures`: takes the pictures of README.md, of real answers in the preview, with the Chromium that the tests use.
 * Element's typeface, Inter (Debian: fonts-inter), makes them look as rooms do.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBrowser } from '../tests/preview/browser.ts';
import { startPreview } from '../tests/preview/running.ts';

const folder = 'docs/images';

/** The day stands in the pictures: the same each time. */
const day = new Date('2026-11-23T10:12:00+01:00');

const pictures = [
  {
    file: 'apercu-ordinateur.png',
    viewport: { width: 1180, height: 760 },
    colorScheme: 'light',
    turns: ['Démat Social est hébergé où ?', 'Quelle API pour vérifier un SIRET ?'],
  },
  {
    file: 'apercu-telephone.png',
    viewport: { width: 390, height: 760 },
    colorScheme: 'dark',
    turns: ['!conseil'],
  },
] as const;

const empty = mkdtempSync(join(tmpdir(), 'communs-bot-pictures-'));
const preview = await startPreview(resolve('knowledge'), empty);
const browser = await startBrowser();
try {
  mkdirSync(folder, { recursive: true });
  for (const { file, turns, viewport, colorScheme } of pictures) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(day);
    await page.goto(preview.url);
    const answers = page.locator('.theirs');
    await answers.first().waitFor();
    for (const [index, turn] of turns.entries()) {
      await page.getByLabel('Message à communs-bot').fill(turn);
      await page.keyboard.press('Enter');
      await answers.nth(index + 1).waitFor();
    }
    // Without the ring of the focus, and from the first question on.
    await page.locator(':focus').blur();
    await page.screenshot({ path: join(folder, file) });
    await context.close();
  }
} finally {
  await browser.close();
  await preview.stop();
  rmSync(empty, { recursive: true });
}
