/** The preview in a real browser. */
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/operations/config.ts';
import { prepareConversation } from '../../src/program.ts';
import { answerTurns } from '../../src/terminal/ask.ts';
import { EditedKnowledge } from '../support/edited-knowledge.ts';
import { browserPath, startBrowser, warnWithoutBrowser } from './browser.ts';
import { type RunningPreview, startPreview } from './running.ts';

warnWithoutBrowser('la page d’aperçu n’est pas vérifiée');

/** Desktop, phone. */
const widths = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

const turns = [
  'DN ou Démat Social ?',
  'et leur hébergement ?',
  'quelle api pr vérifier un siret ?',
  'Notion pour notre wiki ?',
  '!conseil',
  '2',
  'pourquoi',
  'front usager',
  'récap',
  'merci !',
];

describe.skipIf(browserPath === undefined)('the page of the preview', () => {
  const knowledge = new EditedKnowledge();
  let preview: RunningPreview;
  let browser: Browser;

  beforeAll(async () => {
    [preview, browser] = await Promise.all([
      startPreview(knowledge.directory, knowledge.directory),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    expect(await preview?.stop()).toBe(0);
    knowledge.remove();
  });

  /** The page in a browser profile of its own, once it has the state; whatever it complains of fails the test. */
  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: widths[0] ?? null, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(preview.url)) complaints.push(request.url());
    });
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(preview.url);
    await page.locator('.theirs').waitFor();
    return page;
  }

  /** Types a message, and gives the plain body of what is drawn for it. */
  async function say(page: Page, text: string): Promise<string> {
    const drawn = page.locator('#timeline > *');
    const before = await drawn.count();
    await page.getByLabel('Message à communs-bot').fill(text);
    await page.keyboard.press('Enter');
    const answer = drawn.nth(before + 1).filter({ hasText: /./ });
    await answer.waitFor();
    const bubbles = await answer.locator('.bubble').allTextContents();
    return bubbles.join('\n\n');
  }

  it('answers ten turns exactly as « ask » does, a dialogue among them', async () => {
    const page = await open();
    await page.getByLabel('Texte brut').check();
    const said: string[] = [];
    for (const turn of turns) said.push(await say(page, turn));
    const { config } = readConfig({ BOT_KNOWLEDGE_DIR: knowledge.directory });
    const asked = answerTurns(prepareConversation(config)(), { turns, addressed: true });
    expect(said).toEqual(asked.map(({ text }) => text));
    // Thanks in the middle of a dialogue are left in silence, and nothing else is.
    expect(said.filter((text) => text === '')).toHaveLength(1);

    // Drawn with its form, it says the same: the words of each answer, in order.
    await page.getByLabel('Texte brut').uncheck();
    const lettersOf = (text: string) =>
      text.replace(/\(https?:\S*\)|\(nouvel onglet\)|^\d+\.|[^\p{L}]/gmu, '');
    const drawn = await page.locator('.theirs:not(:first-of-type)').allInnerTexts();
    expect(await page.locator('.theirs ul li, .theirs ol li').count()).toBeGreaterThan(15);
    for (const [index, { text }] of asked.entries()) {
      const own = drawn.find((one) => lettersOf(one).includes(lettersOf(text)));
      expect(own, `${index}: ${text}`).toBeDefined();
    }
  });

  it.each(widths)(
    'has no fault of accessibility at $width pixels, light or dark, with an error or none',
    async (viewport) => {
      const topics = knowledge.read('topics.yaml');
      const page = await open({ viewport });
      await say(page, 'DN ou Démat Social ?');
      await say(page, '!conseil');
      const inBoth = async () => {
        const found: string[] = [];
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await faults(page)));
        }
        return found;
      };
      expect(await inBoth()).toEqual([]);
      knowledge.write('topics.yaml', `${topics}\n- { id: x }\n`);
      await page.locator('#errors li').first().waitFor();
      expect(await inBoth()).toEqual([]);
      knowledge.write('topics.yaml', topics);
      await page.locator('#errors li').first().waitFor({ state: 'detached' });
    },
  );

  it('shows an error beside the conversation, with its file and line, and answers again once it is mended', async () => {
    const page = await open();
    const file = 'commons/demat-social.yaml';
    const before = knowledge.read(file);
    expect(await say(page, 'Démat Social est hébergé où ?')).toContain('Cegedim');
    knowledge.edit(file, "proconnect:\n    value: 'no'", "proconnect:\n    valeur: 'no'");
    const error = page.locator('#errors li', { hasText: 'valeur' });
    await error.waitFor();
    expect(await error.innerText()).toMatch(/^commons\/demat-social\.yaml:\d+\s+clé inconnue « valeur »/);
    expect(await page.getByRole('link', { name: /^Connaissances : \d+ erreurs?$/ }).count()).toBe(1);
    expect(await say(page, 'et son hébergement ?')).toContain('Cegedim');
    knowledge.write(file, before.replace('value: Cegedim\n    values: [cegedim]', 'value: Outremer'));
    await page.getByText('réponse mise à jour').first().waitFor();
    expect(await page.locator('.theirs').nth(1).innerText()).toContain('Outremer');
    expect(await page.getByRole('status').innerText()).toMatch(/réponses? (a|ont) changé|aucune erreur/);
    expect(await page.locator('#changes').innerText()).toContain('Outremer');
    knowledge.write(file, before);
    await page.locator('.theirs', { hasText: 'Outremer' }).first().waitFor({ state: 'detached' });
  });

  it('is used with the keyboard alone', async () => {
    const page = await open();
    expect(await focused(page)).toBe('message');
    await page.keyboard.type('DN a FranceConnect ?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('et HDS ?');
    expect(await page.locator('.own').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.locator('.own').waitFor();
    expect(await page.locator('.own .bubble').textContent()).toBe('DN a FranceConnect ?\net HDS ?');
    expect(await focused(page)).toBe('message');
    const reached = new Set<string>();
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      reached.add(await focused(page));
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'send',
        'direct',
        'desktop',
        'plain',
        'skip',
        'summary',
        'restart',
        'timeline',
      ]),
    );
  });

  it.each([
    ['zoomed to 200 %', { width: 640, height: 400 }],
    ['320 pixels wide', { width: 320, height: 640 }],
  ])('loses nothing %s: nothing to scroll sideways', async (_, viewport) => {
    const page = await open({ viewport });
    await say(page, 'DN ou Démat Social ?');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      viewport.width,
    );
    await page.getByLabel('Texte brut').scrollIntoViewIfNeeded();
    expect(await page.getByLabel('Texte brut').isVisible()).toBe(true);
  });

  it('tells a screen reader who speaks, and where the answer goes', async () => {
    const page = await open();
    await say(page, 'merci, et « DN » ?');
    const tree = await page.getByRole('log', { name: 'Conversation' }).ariaSnapshot();
    expect(tree).toContain('Vous');
    expect(tree).toContain('communs-bot');
    expect(await page.getByRole('log').getAttribute('aria-live')).not.toBe('off');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Aperçu');
  });

  it('shares nothing between tabs, and starts anew when told', async () => {
    const [one, other] = [await open(), await open()];
    await say(one, 'DN ?');
    expect(await other.locator('.own').count()).toBe(0);
    await one.getByRole('button', { name: 'Nouvelle conversation' }).click();
    expect(await one.locator('.own').count()).toBe(0);
    await one.getByLabel('Salon, sans nommer le bot').check();
    expect(await one.locator('.theirs').innerText()).toContain('mentionnez-moi');
    expect(await say(one, 'Bonjour à tous')).toBe('');
    expect(await one.getByText('ne répond pas').isVisible()).toBe(true);
  });

  it('shows what is typed as text, never as a page', async () => {
    const page = await open();
    const text = '<img src=x onerror="document.title=1"> <b>Notion</b> ?';
    await say(page, text);
    expect(await page.locator('.own .bubble').textContent()).toBe(text);
    expect(await page.locator('#timeline img, #timeline b, #timeline script').count()).toBe(0);
    expect(await page.title()).toBe('Aperçu de communs-bot');
  });
});

/** The id of what has the focus; for a radio button its value, for the link over the page its class. */
async function focused(page: Page): Promise<string> {
  const script = '((one) => one.id || one.value || one.className)(document.activeElement)';
  return page.evaluate<string>(script);
}

/** What axe-core finds, rule by rule with the elements. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate<AxeResults>('axe.run()');
  // What axe could not decide about contrast would be a fault that nobody sees.
  const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
  return [...violations, ...unsure].flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
