/** `npm run config:docs`: writes `.env.example` and docs/configuration.md from the settings; with `--check`, compares them. */
import { configurationPage, dotEnvExample } from '../src/operations/config-docs.ts';
import { writeOrCompare } from './generated.ts';

const files = { '.env.example': dotEnvExample(), 'docs/configuration.md': configurationPage() };
writeOrCompare(files, 'ne correspond plus à src/operations/settings.ts : lancez « npm run config:docs ».');
