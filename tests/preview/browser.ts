/**
 * Debian's Chromium, driven by playwright-core. `.ci/run` installs it; elsewhere what needs it is skipped aloud where it is absent, and
 * in CI its absence is an error.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is; undefined where there is none. */
export const browserPath = places.find((place) => existsSync(place));

/** Says what is not checked without a browser. @throws in CI */
export function warnWithoutBrowser(unchecked: string): void {
  if (browserPath !== undefined) return;
  if (process.env.CI !== undefined) throw new Error('CI has no Chromium: .ci/run installs it');
  console.warn(`Chromium n’est pas installé : ${unchecked}.`);
}

/** Starts the browser. Its sandbox needs a user that is not root, which containers have not; it is shown only our own page. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('there is no Chromium here');
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
}
