/** `!pourquoi`: how the last question was understood. */
import { type Block, bullets, type Explanation, paragraph } from '../answering/answer.ts';
import { sentence } from '../answering/phrasing.ts';
import type { Session } from './session.ts';

/** One paragraph and one list a question of the message. */
export function explain({ explanations, confidence }: NonNullable<Session['said']>): Block[] {
  const several = explanations.length > 1;
  return [
    ...explanations.flatMap((explanation, index) => [
      paragraph(`Voici comment j'ai compris votre ${several ? `question ${index + 1}` : 'question'} :`),
      bullets(lines(explanation).map((line) => [line])),
    ]),
    paragraph(`Confiance : ${Math.round(confidence * 100)} %.`),
  ];
}

function lines({ kind, subjects, criteria, corrections, unknown }: Explanation): string[] {
  const line = (one: string, many: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${values.length > 1 ? many : one} : ${values.join(', ')}.`];
  return [
    `Lecture : ${sentence(kind)}`,
    ...line('Sujet', 'Sujets', subjects),
    ...line('Critère', 'Critères', criteria),
    ...corrections.map(({ from, to }) => `J'ai lu « ${to} » pour « ${from} ».`),
    ...line(
      'Mot inconnu',
      'Mots inconnus',
      unknown.map((word) => `« ${word} »`),
    ),
  ];
}
