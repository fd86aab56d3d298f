import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerWith, measure, ownConversation } from './measure.ts';
import { cAt1, figures, type Given, judge, normalise, total, verdictOn, wilson } from './score.ts';
import { type Question, readSet } from './sets.ts';

/** A question with what a right answer is made of. */
function question(expected: Partial<Question['expect']> = {}, kind = 'lookup'): Question {
  return {
    id: 'a',
    turns: ['?'],
    kind,
    addressed: true,
    style: [],
    expect: { must_include: [], must_not_include: [], subject: [], answerable: true, ...expected },
  };
}

const said = (text: string, band = 'answer'): Given => ({ text, band });
const faults = (asked: Question, text: string, band = 'answer') => judge(asked, said(text, band));

describe('a text to compare', () => {
  it.each([
    ['Hébergé à « Cégedim »', 'heberge a « cegedim »'],
    ['**Non** _communiqué_ : `proconnect_x`', 'non communique : proconnect_x'],
    ['l’API\u00a0SIRENE\n\n  de\u202fl’INSEE ✔️', "l'api sirene de l'insee ✔"],
  ])('%j is %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });
});

describe('must_include', () => {
  const hosted = question({ must_include: [['cegedim', 'ovh'], ['hds']] });

  it('wants an alternative of each group, whatever the case and the accents', () => {
    expect(faults(hosted, 'Hébergé chez Cegédim, HDS.')).toEqual([]);
    expect(faults(hosted, 'Hébergé chez Cegedim.')).toEqual(['missing one of ["hds"]']);
  });

  it('finds short words only as words', () => {
    expect(faults(question({ must_include: [['non']] }), 'Une annonce.')).toHaveLength(1);
    expect(faults(question({ must_include: [['non']] }), 'Non, annonce.')).toEqual([]);
  });

  it('wants the yes or the no of a criterion at the start', () => {
    const answer = `${'x'.repeat(160)} oui`;
    expect(faults(question({ must_include: [['oui', '✅']] }, 'criterion'), answer)).toHaveLength(1);
    expect(faults(question({ must_include: [['oui', '✅']] }, 'lookup'), answer)).toEqual([]);
    expect(faults(question({ must_include: [['oui', 'non']] }, 'criterion'), answer)).toEqual([]);
  });

  it.each([
    'Le guide ne le dit pas.',
    'Non communiqué.',
    'Le guide ne donne pas de prix.',
    "Ce n'est pas dans le guide.",
    'Aucune information.',
    'n/c',
  ])('takes « %s » for "the guide does not say"', (text) => {
    expect(faults(question({ must_include: [['ne dit pas']] }), text)).toEqual([]);
  });

  it('takes no other sentence for "the guide does not say"', () => {
    expect(faults(question({ must_include: [['ne dit pas']] }), 'Le guide donne la date.')).toHaveLength(1);
  });
});

describe('must_not_include', () => {
  const wrong = question({ must_not_include: ['3 à 12 mois'] });

  it('is what an answer asserts', () => {
    expect(faults(wrong, 'Le retard est de 3 à 12 mois.')).toEqual(['asserts 3 à 12 mois']);
  });

  it.each(['Auparavant : 3 à 12 mois.', "Ce n'est pas 3 à 12 mois.", 'Sauf si 3 à 12 mois.'])(
    'is not asserted by « %s »',
    (text) => expect(faults(wrong, text)).toEqual([]),
  );

  it('is asserted when the negation stands too far before', () => {
    expect(faults(wrong, `Ce n'est pas ${'bien '.repeat(12)} : 3 à 12 mois.`)).toHaveLength(1);
  });
});

describe('the band', () => {
  it('must not refuse what can be answered, unless an "I do not know" is right too', () => {
    expect(faults(question(), 'Hors du guide.', 'refuse')).toEqual(['refused an answerable question']);
    expect(faults(question(), 'Je ne sais pas.', 'answer')).toEqual(['refused an answerable question']);
    expect(faults(question({ allow_unknown: true }), 'Hors du guide.', 'refuse')).toEqual([]);
  });

  it('must not answer what cannot be, unless an answer is right too', () => {
    const cannot = { answerable: false };
    expect(faults(question(cannot), '42 euros.')).toEqual(['answered a question that has no answer']);
    expect(faults(question(cannot), 'Vous pensez à … ?', 'suggest')).toEqual([]);
    expect(faults(question({ ...cannot, allow_answer: true }), '42 euros.')).toEqual([]);
  });
});

describe('silence', () => {
  it('is what chatter wants, and what a question does not', () => {
    const chatter = question({ reply: 'none' });
    expect(faults(chatter, '', 'silent')).toEqual([]);
    expect(verdictOn(chatter, said('Bonjour.', 'refuse'), ['answered chatter'])).toBe('wrong');
    expect(faults(question(), ' \n', 'silent')).toEqual(['no answer']);
  });
});

describe('an answer about one criterion', () => {
  it('is at most 700 characters long', () => {
    expect(faults(question({}, 'criterion'), '𝒳'.repeat(700))).toEqual([]);
    expect(faults(question({}, 'criterion'), 'x'.repeat(701))).toEqual(['701 characters for one criterion']);
    expect(faults(question(), 'x'.repeat(701))).toEqual([]);
  });
});

describe('the verdict', () => {
  it.each([
    ['answer', 'Non.', 'wrong'],
    ['suggest', 'Non.', 'unanswered'],
    ['refuse', 'Non.', 'unanswered'],
    ['answer', '', 'unanswered'],
  ])('on a failure in the %s band with the text « %s » is %s', (band, text, verdict) => {
    expect(verdictOn(question(), said(text, band), ['x'])).toBe(verdict);
  });
});

describe('figures', () => {
  const counts = figures(['right', 'right', 'right', 'wrong', 'unanswered']);

  it('count verdicts, and silence costs less than an error', () => {
    expect(counts).toEqual({ right: 3, wrong: 1, unanswered: 1 });
    expect(total(counts)).toBe(5);
    expect(cAt1(counts)).toBeCloseTo((3 + 3 / 5) / 5);
    expect(cAt1({ right: 3, wrong: 2, unanswered: 0 })).toBeCloseTo(0.6);
  });

  it('come with the interval of Wilson', () => {
    const [low, high] = wilson(77, 80);
    expect(low).toBeCloseTo(0.8955, 3);
    expect(high).toBeCloseTo(0.9872, 3);
    expect(wilson(10, 10)[1]).toBeCloseTo(1);
  });
});

const reference = join(process.env.GUIDE_DIR ?? '../shared/guide', '../questions/score.py');
const python = spawnSync('python3', ['--version']).status === 0;
const here = existsSync(reference) && python;
if (!here)
  console.warn(
    `Le score n'est pas comparé à celui de référence : ${python ? reference : 'python3'} est absent.`,
  );

describe.skipIf(!here)('beside the reference scorer', () => {
  /** Runs the reference on some answers: the faults by question, and the last line. */
  function judgedByReference(questions: readonly Question[], given: readonly Given[]) {
    const folder = mkdtempSync(join(tmpdir(), 'score-'));
    const lines = (values: readonly unknown[]) =>
      values.map((value) => `${JSON.stringify(value)}\n`).join('');
    const paths = [join(folder, 'questions.jsonl'), join(folder, 'answers.jsonl')] as const;
    writeFileSync(paths[0], lines(questions));
    writeFileSync(paths[1], lines(questions.map(({ id }, index) => ({ id, answers: [given[index]] }))));
    const { stdout, stderr } = spawnSync('python3', ['-B', reference, ...paths], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    const printed = stdout.trim().split('\n');
    const failures = printed.slice(0, -2).map((line) => {
      const [head = '', , ...why] = line.split(' | ');
      return [head.split(' ')[0] ?? '', why.join(' | ')] as const;
    });
    return { failures: new Map(failures), summary: printed.at(-1) ?? '' };
  }

  const questions = [...readSet('shared'), ...readSet('tuning')].map((one) => ({
    ...one,
    // The question itself is printed between bars: it must not hold any.
    turns: one.turns.map((turn) => turn.replaceAll(/[|\n]/g, ' ')),
  }));
  const answer = answerWith(ownConversation());
  const own = questions.map(answer);

  it.each([
    ['the answers of the bot', (index: number) => own[index]],
    ['the answers to other questions', (index: number) => own[(index + 7) % own.length]],
    [
      'all answers of one kind in one',
      (index: number) => ({
        text: own
          .slice(index, index + 5)
          .map(({ text }) => text)
          .join(' *Auparavant* : '),
        band: own[index]?.band ?? 'silent',
      }),
    ],
    ['refusals', () => ({ text: 'Je ne sais pas : le guide n’en dit rien.', band: 'refuse' })],
  ])('judges %s alike', (_, give) => {
    const given = questions.map((_question, index) => give(index) ?? said('', 'silent'));
    const ours = measure(
      questions,
      ({ id }) => given[questions.findIndex((one) => one.id === id)] ?? said(''),
    );
    const theirs = judgedByReference(questions, given);
    const failed = ours.filter(({ why }) => why.length > 0);
    // JSON of the reasons has other spaces in Python.
    const bare = (text: string) => text.replaceAll(' ', '');
    expect(failed.map(({ question: { id }, why }) => [id, bare(why.join('; '))])).toEqual(
      [...theirs.failures].map(([id, why]) => [id, bare(why)]),
    );
    const counts = figures(ours.map(({ verdict }) => verdict));
    expect(theirs.summary).toContain(`right ${counts.right}/${questions.length} `);
    expect(theirs.summary).toContain(`wrong ${counts.wrong}; unanswered ${counts.unanswered};`);
    expect(theirs.summary).toContain(`c@1 ${cAt1(counts).toFixed(3)}`);
  });
});
