/**
 * `npm run readme`: writes what README.md takes from the program, a conversation and the table of commands; with `--check`,
 * compares them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, usage } from '../src/conversation/command.ts';
import { startTalk } from '../src/conversation/talk.ts';
import { readConfig } from '../src/operations/config.ts';
import { prepareConversation } from '../src/program.ts';

const questions = [
  'DN ou Démat Social ?',
  'et leur hébergement ?',
  'quelle api pr vérifier un siret ?',
  'Notion pour notre wiki ?',
];

const conversation = prepareConversation(readConfig({}, '').config)();

/** What is typed after "> ", and what is answered. */
function transcript(): string {
  const say = startTalk(conversation);
  const exchanges = questions.map((question, index) => {
    const said = say(question, index * 1_000).map(({ message }) => message.plain);
    return [`> ${question}`, ...said].join('\n\n');
  });
  return ['```text', exchanges.join('\n\n'), '```'].join('\n');
}

const row = (command: Command) =>
  `| \`${usage(command)}\` | ${command.description} | ${command.example === undefined ? '' : `\`${command.example}\``} |`;

const table = () =>
  ['| Commande | Ce qu’elle fait | Exemple |', '|---|---|---|', ...conversation.commands.map(row)].join('\n');

/** Puts a text between `<!-- name -->` and `<!-- /name -->`. */
function fill(page: string, name: string, text: string): string {
  const [before, rest] = page.split(`<!-- ${name} -->\n`);
  const [, after] = rest?.split(`<!-- /${name} -->`) ?? [];
  if (before === undefined || after === undefined) throw new Error(`README.md n’a pas de place « ${name} ».`);
  return `${before}<!-- ${name} -->\n${text}\n<!-- /${name} -->${after}`;
}

const page = readFileSync('README.md', 'utf8');
const filled = fill(fill(page, 'conversation', transcript()), 'commandes', table());
if (!process.argv.includes('--check')) {
  writeFileSync('README.md', filled);
} else if (page !== filled) {
  console.error('README.md ne dit plus ce que dit le programme : lancez « npm run readme ».');
  process.exitCode = 1;
}
