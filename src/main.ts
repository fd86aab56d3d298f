/** The commands of the program. */
import { checkKnowledge } from './knowledge/check.ts';

const [command] = process.argv.slice(2);

if (command === 'knowledge:check') {
  const { text, status } = checkKnowledge(process.env['BOT_KNOWLEDGE_DIR'] ?? 'knowledge');
  console.log(text);
  process.exitCode = status;
} else {
  console.error(`Commande inconnue : ${command ?? 'aucune'}. Commandes : knowledge:check.`);
  process.exitCode = 1;
}
