/** `npm run config:docs`: writes `.env.example` and docs/configuration.md from the settings; with `--check`, compares them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { configurationPage, dotEnvExample } from '../src/operations/config-docs.ts';

const files = { '.env.example': dotEnvExample(), 'docs/configuration.md': configurationPage() };
for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    mkdirSync('docs', { recursive: true });
    writeFileSync(path, text);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(
      `${path} ne correspond plus à src/operations/settings.ts : lancez « npm run config:docs ».`,
    );
    process.exitCode = 1;
  }
}
