/** `.env.example` and docs/configuration.md, made from the settings; `npm run check` compares them with the files. */
import { type Setting, settings } from './settings.ts';

const available: readonly Setting<unknown>[] = Object.values(settings);

/** The text of `.env.example`: everything commented out, since every setting may be left out. */
export function dotEnvExample(): string {
  const blocks = available.map(({ name, doc, example, secret, default: fallback }) =>
    [
      ...wrap(doc, 100).map((line) => `# ${line}`),
      ...(secret ? [`# Ou bien ${name}_FILE : le chemin d’un fichier qui le contient.`] : []),
      `#${name}=${quote(fallback || example || '')}`,
    ].join('\n'),
  );
  return `# Copiez ce fichier en « .env » et décommentez ce qui vous sert. Fait par \`npm run config:docs\`.\n\n${blocks.join('\n\n')}\n`;
}

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  const rows = available.map(
    ({ name, doc, secret, default: fallback }) =>
      `| \`${name}\`${secret ? ` (ou \`${name}_FILE\`)` : ''} | ${fallback ? `\`${fallback}\`` : '–'} | ${doc.replaceAll('|', '\\|')} |`,
  );
  return `# Configuration

<!-- Fait par \`npm run config:docs\` à partir de src/operations/settings.ts. -->

Tout se règle par des variables d’environnement, ou dans un fichier \`.env\` à la racine ; l’environnement l’emporte. Une variable
vide compte comme absente. Dans \`.env\`, un nom inconnu est une erreur. Sans aucun réglage Matrix, \`npm start\` ouvre une
conversation dans le terminal.

| Variable | Par défaut | Rôle |
|---|---|---|
${rows.join('\n')}

## Secrets

Chaque secret peut être donné par un fichier : le même nom suivi de \`_FILE\`, avec le chemin du fichier (secret monté par Docker ou
Kubernetes). Donner les deux est une erreur. Aucun secret n’est écrit dans le journal ni dans un message d’erreur.

## Mandataire et autorités de certification

Ce sont des variables de Node. Elles se donnent dans l’environnement, pas dans \`.env\`, que Node n’a pas encore lu.

| Variable | Rôle |
|---|---|
| \`NODE_USE_ENV_PROXY\` | \`1\` pour que le mandataire (proxy) serve ; déjà donné dans l’image. |
| \`HTTPS_PROXY\`, \`HTTP_PROXY\` | Adresse du mandataire, par exemple \`http://proxy.interne:3128\`, avec au besoin \`compte:mot-de-passe@\` devant le nom. |
| \`NO_PROXY\` | Noms à joindre sans mandataire, séparés par des virgules ; \`.interne.gouv.fr\` pour tout un domaine. |
| \`NODE_EXTRA_CA_CERTS\` | Chemin d’un fichier PEM : les autorités internes, en plus de celles de Node. |

\`npm run doctor\` reconnaît un certificat d’autorité inconnue, un mandataire qui refuse et un mandataire donné qui ne sert pas.
`;
}

const quote = (value: string): string => (/[\s#'"]/.test(value) ? `"${value}"` : value);

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
